/* Draws the charts of a page from the data that common/parts/chart.html wrote beside them (see charts.py). */
"use strict";

(() => {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const isVietnamese = document.documentElement.lang === "vi";
  const FONT = '"Be Vietnam Pro", system-ui, sans-serif';
  const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
  const words = (value) => (value === null || value === undefined ? "–" : numbers.format(value));

  /* Every role has a colour, a line and a shape: none is told apart by colour alone. */
  const ROLES = {
    negative: { color: token("--dt-negative"), symbol: "triangle", decal: { symbol: "line", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(255,255,255,.45)" } },
    neutral: { color: token("--dt-neutral"), symbol: "rect", type: [6, 3], decal: { symbol: "none" } },
    positive: { color: token("--dt-positive"), symbol: "circle", decal: { symbol: "circle", symbolSize: 0.45, color: "rgba(255,255,255,.4)" } },
    unclear: { color: token("--dt-unclear"), symbol: "emptyCircle", type: [2, 3], decal: { symbol: "none" } },
    now: { color: token("--dt-side"), symbol: "circle", width: 2.75 },
    month_ago: { color: token("--dt-positive"), symbol: "emptyCircle", type: [6, 4] },
    year_ago: { color: token("--dt-negative"), symbol: "emptyTriangle", type: [2, 3] },
    observed: { color: token("--dt-side"), symbol: "circle", width: 2.5 },
    expected: { color: token("--dt-negative"), symbol: "emptyCircle", type: [6, 4] },
    plain: { color: token("--dt-link"), symbol: "circle" },
  };

  const lineOf = (series, few) => {
    const role = ROLES[series.role] || ROLES.plain;
    return {
      name: series.name,
      type: "line",
      data: series.values,
      color: role.color,
      symbol: role.symbol,
      symbolSize: 7,
      showSymbol: few,
      connectNulls: false,
      lineStyle: { width: role.width || 2, type: role.type || "solid" },
      emphasis: { focus: "series" },
      triggerLineEvent: false,
    };
  };

  const barOf = (series) => {
    const role = ROLES[series.role] || ROLES.plain;
    return {
      name: series.name,
      type: "bar",
      stack: "all",
      data: series.values,
      barMaxWidth: 36,
      itemStyle: { color: role.color, decal: role.decal, borderColor: "#fff", borderWidth: 0.5 },
      emphasis: { focus: "series" },
    };
  };

  /* A band is an unseen line and the height above it, stacked. */
  const bandOf = (band, place) => {
    const common = { type: "line", stack: `band-${place}`, symbol: "none", lineStyle: { width: 0 }, silent: true, stackStrategy: "all", emphasis: { disabled: true } };
    const height = band.high.map((high, at) => (high === null || band.low[at] === null ? null : high - band.low[at]));
    return [
      { ...common, name: `${band.name} ▁`, data: band.low, color: token("--dt-negative") },
      { ...common, name: band.name, data: height, color: token("--dt-negative"), areaStyle: { color: token("--dt-negative"), opacity: 0.16 } },
    ];
  };

  const marksOf = (data) => ({
    symbol: "none",
    label: { show: false },
    lineStyle: { color: token("--dt-brand"), type: "dashed" },
    data: data.marks.map((mark) => ({ xAxis: mark.at, name: mark.label })),
  });

  /* The tip is built from elements: the content policy lets no styles in through text. */
  const tipOf = (data) => (points) => {
    const place = points[0].dataIndex;
    const box = document.createElement("div");
    const add = (tag, text, parent = box) => {
      const element = document.createElement(tag);
      element.textContent = text;
      parent.append(element);
      return element;
    };
    add("strong", data.moments[place]);
    for (const series of data.series) add("div", `${series.name}: ${words(series.values[place])} ${data.unit}`.trim());
    for (const band of data.bands) {
      if (band.low[place] !== null) add("div", `${band.name}: ${words(band.low[place])} – ${words(band.high[place])}`);
    }
    for (const mark of data.marks) {
      if (mark.at === data.moments[place]) add("div", `⚑ ${mark.label}`);
    }
    if (data.urls[place]) add("em", isVietnamese ? "Bấm để mở các tin" : "Click to open the items");
    return box;
  };

  const optionOf = (data, label) => {
    const few = data.moments.length <= 31;
    const drawn = data.series.map((series) => (data.kind === "bars" ? barOf(series) : lineOf(series, few)));
    if (data.marks.length && drawn.length) drawn[0].markLine = marksOf(data);
    return {
      aria: { enabled: true, label: { description: label }, decal: { show: data.kind === "bars" } },
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 12, color: token("--dt-ink") },
      grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis", confine: true, formatter: tipOf(data), textStyle: { fontFamily: FONT, fontSize: 13 }, axisPointer: { type: data.kind === "bars" ? "shadow" : "line" } },
      xAxis: {
        type: "category",
        data: data.moments,
        boundaryGap: data.kind === "bars",
        axisLabel: { hideOverlap: true, color: token("--dt-ink-soft"), formatter: (moment) => moment.replace(/^(\d\d\/\d\d)\/\d{4}$/, "$1") },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: token("--dt-line") } },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { formatter: words, color: token("--dt-ink-soft") },
        splitLine: { lineStyle: { color: token("--dt-line") } },
      },
      series: [...data.bands.flatMap(bandOf), ...drawn],
    };
  };

  const draw = (figure) => {
    const source = document.getElementById(figure.dataset.chart);
    const canvas = figure.querySelector(".chart-canvas");
    if (!source || !canvas || window.echarts.getInstanceByDom(canvas)) return;
    const data = JSON.parse(source.textContent);
    const label = figure.querySelector("figcaption").textContent;
    const chart = window.echarts.init(canvas, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
    chart.setOption(optionOf(data, label));
    /* A click anywhere above a moment opens what is behind it. */
    chart.getZr().on("click", (event) => {
      const at = [event.offsetX, event.offsetY];
      if (!chart.containPixel("grid", at)) return;
      const place = chart.convertFromPixel({ seriesIndex: data.bands.length * 2 }, at)[0];
      if (data.urls[place]) window.location.assign(data.urls[place]);
    });
    if (data.urls.some(Boolean)) chart.getZr().on("mousemove", (event) => {
      const inside = chart.containPixel("grid", [event.offsetX, event.offsetY]);
      chart.getZr().setCursorStyle(inside ? "pointer" : "default");
    });
    new ResizeObserver(() => matchMedia("print").matches || chart.resize()).observe(canvas);
    /* Paper is A4, two columns become one: the width is known, and there is no time for a frame. */
    window.addEventListener("beforeprint", () => {
      chart.resize({ width: 640, height: 265 });
      chart.getZr().flush();
    });
    window.addEventListener("afterprint", () => chart.resize({ width: "auto", height: "auto" }));
  };

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("htmx:load", drawAll);
  document.fonts.ready.then(drawAll);
})();
