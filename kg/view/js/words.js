// What the interface says, in Chinese and in English: [中文, English].
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ","); // the browser's own way takes long the first time
const MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WORDS = {
  year: (y) => [`${y}年`, String(y)], month: (y, m) => [`${y}年${m + 1}月`, `${MONTH_NAMES[m]} ${y}`],
  skip: ["跳到图", "Skip to the drawing"],
  search: ["搜索名称、别名、拼音或首字母（/）", "Search names, aliases, pinyin or initials (/)"],
  suggestions: ["搜索建议", "Suggestions"],
  noMatch: ["没有匹配的实体", "No entity matches"],
  back: ["后退", "Back"], forward: ["前进", "Forward"],
  theme: ["明暗", "Light or dark"], help: ["快捷键", "Keys"], close: ["关闭", "Close"],
  parts: ["页面部分", "Parts of the page"],
  legend: ["图例与筛选", "Legend and filters"], views: ["视图", "Views"],
  drawing: ["关系图", "Drawing of the graph"],
  drawingHelp: [
    "方向键在相邻实体间移动，回车打开详情，加减号缩放，F 聚焦，H 隐藏，Esc 取消选择。实体表以文字列出同样内容。",
    "Arrow keys move between entities, Enter opens one, plus and minus zoom, F focuses, H hides, Escape clears. The table of entities lists the same as text.",
  ],
  tools: ["绘图工具", "Drawing tools"], panel: ["详情", "Details"], reader: ["原文", "Article"],
  graph: ["关系图", "Graph"], matrix: ["矩阵", "Matrix"], entities: ["实体", "Entities"],
  statements: ["陈述", "Statements"], timeline: ["时间线", "Timeline"], query: ["查询", "Query"],
  filters: ["筛选", "Filters"], details: ["详情", "Details"],
  types: ["类型", "Types"], kinds: ["机构类别", "Kinds"], relations: ["关系", "Relations"],
  modalities: ["语气", "Modality"], everything: ["全选", "All"], nothing: ["全不选", "None"],
  structure: ["结构", "Structure"], hierarchy: ["层级", "Hierarchy"], departments: ["按部门", "By department"],
  force: ["力导向", "Force"],
  fit: ["全景", "Fit"], larger: ["放大", "Zoom in"], smaller: ["缩小", "Zoom out"],
  focus: ["聚焦", "Focus"], steps2: ["两步", "2 steps"], unfocus: ["取消聚焦", "Leave focus"],
  path: ["路径…", "Path…"], pathTo: ["选择路径的另一端：在图中点击，或搜索", "Choose the other end: click it, or search"],
  noPathOf: (a, b) => [`“${a}”与“${b}”之间没有路径`, `Nothing links “${a}” and “${b}”`],
  ways: (n, steps) => [`${n} 条最短路径，各 ${steps} 步`, `${n === 1 ? "1 shortest way" : `${n} shortest ways`} of ${steps === 1 ? "1 step" : `${steps} steps`}`],
  nothingLeft: ["筛选之后没有可绘的实体", "The filters leave nothing to draw"],
  mostLinked: (n, m) => [`显示联系最多的 ${n} / ${m} 个`, `The ${n} most linked of ${m}`], howMany: ["显示多少个", "How many are shown"],
  allLinked: (n) => [`有联系的 ${n} 个`, `The ${n} with links`],
  fewer: ["少显示一些", "Show fewer"], moreOf: ["多显示一些", "Show more"],
  loose: (n) => [`无联系的 ${n} 个`, `${n} without links`], pathOf: ["路径", "Path"],
  hide: ["隐藏", "Hide"], pin: ["固定", "Pin"], unpin: ["松开", "Unpin"], 
  showHidden: ["恢复隐藏", "Show hidden"], all: ["全部绘出", "Draw everything"], overview: ["概览", "Overview"],
  cancel: ["取消", "Cancel"],
  shown: (n, m, l) => [`${n} / ${m} 个实体 · ${l} 条连线`, `${n} of ${m} entities · ${l} links`],
  more: (n) => [`其余 ${n} 项`, `${n} more`],
  about: (n) => [`${n} 处提及`, n === 1 ? "1 mention" : `${n} mentions`],
  counted: (n) => [`${n} 条陈述`, n === 1 ? "1 statement" : `${n} statements`],
  attested: ["例证", "Attested"],
  attestedFrom: (first, last, n) => [`${first} 至 ${last}，语料中 ${n} 篇`, `${first} to ${last}, ${n} articles of the shipped corpora`],
  aliases: ["别名", "Also"], english: ["英文", "English"], parent: ["上级", "Part of"], iri: ["标识", "IRI"],
  mentionsOf: ["提及", "Mentions"], noRelations: ["没有关系", "No relations"],
  subject: ["主体", "Subject"], relation: ["关系", "Relation"], object: ["客体", "Object"], modality: ["语气", "Modality"],
  speaker: ["发言方", "Speaker"], trigger: ["触发词", "Trigger"], evidence: ["依据", "Evidence"],
  derived: ["取自词表", "From vocabulary"], readAs: ["读法", "Read as"], confidence: ["可信度", "Confidence"],
  sureCount: (n, m) => [`${n} / ${m} 条陈述`, `${n} of ${m} statements`], showEvidence: ["在原文中标出", "Mark in the article"],
  articleCount: (n) => [`${thousands(n)} 篇文章`, `${thousands(n)} articles`],
  documents: ["文章", "Articles"], reporters: ["记者", "Reporters"], source: ["来源", "Source"], untitled: ["无题", "Untitled"],
  narrow: ["在表中查找", "Find in the table"], any: ["全部", "any"], saveCsv: ["将表中所见存为 CSV", "Save what the table shows as CSV"],
  firstNamed: ["首见", "First named"], rowsLike: ["行：含有", "Rows with"], columnsLike: ["列：含有", "Columns with"],
  rows: ["行", "Rows"], columns: ["列", "Columns"], everyOne: ["全部", "All"],
  "pick-rows": (n, m) => [n ? `选行 ${n} / ${m}` : "选行", n ? `Rows ${n} of ${m}` : "Pick rows"],
  "pick-columns": (n, m) => [n ? `选列 ${n} / ${m}` : "选列", n ? `Columns ${n} of ${m}` : "Pick columns"],
  matrixShown: (n, m, k, l) => [`显示 ${n} / ${m} 行，${k} / ${l} 列`, `${n} of ${m} rows, ${k} of ${l} columns`],
  sizeBy: ["大小表示", "Size by"], "size-links": ["大小：联系", "Size: links"], "size-mentions": ["大小：提及", "Size: mentions"], "size-articles": ["大小：文章数", "Size: articles"],
  "size-between": (some) => [`大小：中介${some ? "（抽样）" : ""}`, `Size: in between${some ? " (sampled)" : ""}`],
  colourBy: ["颜色表示", "Colour by"], "colour-type": ["颜色：类型", "Colour: type"], "colour-community": ["颜色：社群", "Colour: community"],
  "colour-mentions": ["颜色：提及", "Colour: mentions"], "colour-articles": ["颜色：文章数", "Colour: articles"], "colour-first": ["颜色：首见年份", "Colour: first year"],
  firstHint: [
    "点一个实体，看它与谁相连、原话在哪里；双击只看它的邻居。|在下方的时间条上拖动，只看一段时间；左侧勾选类型与关系。|右侧搜索全文；上方搜索名称、别名或拼音。",
    "Choose an entity to see what it is linked to and where that is said; double-click for its neighbours alone.|Drag over the bar of months below for a stretch of time; tick types and relations at the left.|Search the full text at the right, names, aliases or pinyin above."],
  understood: ["知道了", "Got it"],
  atSource: ["在来源网页中打开此处", "Open this place on the page it came from"],
  fullText: ["在标题与全文中搜索", "Search titles and full text"], articleList: ["文章列表", "All articles"],
  inFullText: (text, n) => [`在全文中搜索“${text}”：${n} 篇`, `“${text}” in the full text: ${n === 1 ? "1 article" : `${n} articles`}`],
  previous: ["上一篇", "Previous article"], next: ["下一篇", "Next article"], sortBy: ["排序", "Sort by"],
  "sort-newest": ["最新在前", "Newest first"], "sort-oldest": ["最早在前", "Oldest first"], "sort-hits": ["命中最多", "Most hits"],
  "sort-stated": ["陈述最多", "Most statements"], "sort-title": ["按标题", "By title"],
  hits: (n) => [`${n} 处命中`, n === 1 ? "1 hit" : `${n} hits`],
  articlesShown: (n, m) => [`${n} / ${m} 篇`, `${n} of ${m} articles`],
  onlyAbout: (name) => [`只看提及“${name}”的`, `Only those that name “${name}”`],
  time: ["时间", "Time"], since: ["从", "From"], until: ["到", "Until"], allTime: ["全部时间", "All time"],
  whoWhen: ["何时有所作为", "Who acted when"], tookUp: (name) => [`“${name}”何时与谁、与何事相连`, `When “${name}” was linked to what`],
  name: ["名称", "Name"], type: ["类型", "Type"], kind: ["类别", "Kind"], degree: ["连线", "Links"], date: ["日期", "Date"],
  mentions: ["提及", "Mentions"], pinyin: ["拼音", "Pinyin"],
  rowsShown: (n, m) => [`显示 ${n} / ${m} 行`, `${n} of ${m} rows`],
  emptyMatrix: ["没有可成矩阵的陈述", "No statements to make a matrix of"], undated: ["无日期", "No date"],
  exportAs: ["导出", "Export"],
  questions: ["常用问题", "Named questions"], run: ["运行（Ctrl+Enter）", "Run (Ctrl+Enter)"], ask: ["SPARQL 查询", "SPARQL query"],
  loading: ["正在查询…", "Asking…"], loadingGraph: ["正在载入图谱", "Loading the graph"], stopped: ["已取消", "Cancelled"], noWorker: ["浏览器未能启动查询引擎", "The browser did not start the engine"],
  tooLong: (s) => [`查询超过 ${s} 秒，已停止`, `Stopped: the query took more than ${s} seconds`],
  limited: (n) => [`（只取前 ${n} 行）`, `(only the first ${n})`], answered: (n, ms) => [`${n} 行，${ms} 毫秒`, `${n} rows, ${ms} ms`],
  noneNamed: (name, near) => [`图中没有名为“${name}”的实体${near ? `；相近的有：${near}` : ""}`, `Nothing is called “${name}”${near ? `; near it: ${near}` : ""}`],
  severalNamed: (name, all) => [`名为“${name}”的不止一个，请改用其 IRI：\n${all}`, `Several are called “${name}”; give one by its IRI:\n${all}`],
  yes: ["是", "Yes"], no: ["否", "No"],
  selected: (name) => [`已选择 ${name}`, `Selected ${name}`], cleared: ["已取消选择", "Selection cleared"],
  keyList: [
    "/ 搜索|方向键 在图中移动|Enter 打开详情|F 聚焦，再按两步，再按取消|H 隐藏|P 固定|0 全景|+ − 缩放|Esc 取消选择|Alt+← → 后退、前进|1–6 切换视图",
    "/ search|arrow keys move in the drawing|Enter opens details|F focus, again for two steps, again to leave|H hide|P pin|0 fit|+ − zoom|Esc clears the selection|Alt+← → back and forward|1–6 switch views",
  ],
  of: {
    Organization: ["机构", "Organization"], Person: ["人物", "Person"], Place: ["地点", "Place"], Program: ["工作", "Programme"],
    Slogan: ["提法", "Formulation"], Meeting: ["会议", "Meeting"], Document: ["文件", "Document"],
    Ministry: ["部委", "Ministry"], Department: ["内设机构", "Department"], AffiliatedUnit: ["直属单位", "Affiliated unit"],
    PartyBody: ["党组织", "Party body"], WorkingGroup: ["工作小组", "Working group"], Government: ["政府机构", "Government body"],
    Media: ["媒体", "Media outlet"], Company: ["企业", "Company"], School: ["学校", "School"], Other: ["其他", "Other"],
    Asserted: ["肯定", "Asserted"], Planned: ["计划", "Planned"], Denied: ["否定", "Denied"], Conditional: ["假设", "Conditional"],
    exact: ["原名", "exact name"], alias: ["别名", "alias"], "short form": ["简称", "short form"],
    pattern: ["模式", "pattern"], context: ["上下文", "context"],
  },
};

/** What a relation is about: the drawing of many articles tints its lines by it. */
const FAMILY = {
  partOf: "place", memberOf: "place", locatedIn: "place", includes: "place",
  undertakes: "work", establishes: "work", supports: "work", issues: "work",
  upholds: "stance", studies: "stance", implements: "stance",
  holds: "meeting", attends: "meeting", cooperatesWith: "meeting",
};

let language = 0;

/** The interface's words for a key, in the chosen language. */
function t(key, ...args) {
  const entry = WORDS[key];
  return (typeof entry === "function" ? entry(...args) : entry)[language];
}

/** The name of a type, kind, relation, modality or reason. */
const nameOf = (term) => (DETAILS.words[term] ?? WORDS.of[term] ?? [term, term])[language];

/** The name of a relation read from its object. */
const passiveOf = (relation) => DETAILS.inverse[relation][language];
