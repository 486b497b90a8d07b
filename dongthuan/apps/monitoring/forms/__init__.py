"""What officers type and choose in monitoring: is it well formed?"""
