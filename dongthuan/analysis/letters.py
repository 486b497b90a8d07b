"""The upper and lower case letters of Vietnamese, for patterns (a range such as à-ỹ mixes both)."""

_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"

LOWER = _LETTERS
UPPER = _LETTERS.upper()
