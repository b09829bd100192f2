//! The words of the place: towns, parks, trades and the syllables names are
//! made of. The towns and streets are the district's own; every park but the
//! start-up street, every bank and every name of a party is invented.

/// The district's seven towns and streets.
pub(crate) const TOWNS: [&str; 7] =
    ["招宝山街道", "蛟川街道", "骆驼街道", "庄市街道", "贵驷街道", "澥浦镇", "九龙湖镇"];

/// Small-enterprise parks, each with its town (an index into [`TOWNS`]).
pub(crate) const PARKS: [(&str, usize); 8] = [
    ("中官路创业创新大街", 3),
    ("启航青年创业园", 3),
    ("蛟川智造园", 1),
    ("骆驼机电小微园", 2),
    ("后海塘新材料园", 5),
    ("贵驷科创园", 4),
    ("招宝山港航服务园", 0),
    ("九龙湖文创园", 6),
];

/// Towns elsewhere, for the few parties outside the district: name and the
/// first six digits of the place in a credit code.
pub(crate) const ELSEWHERE: [(&str, &str); 3] = [("北仑区", "330206"), ("江北区", "330205"), ("鄞州区", "330212")];

/// The limits of one figure that make an enterprise large, medium and small;
/// all zero: the figure does not count in this trade.
pub(crate) type Limits = [i64; 3];

/// A trade of the district.
#[derive(Debug)]
pub(crate) struct Trade {
    /// Codes of GB/T 4754-2017 it is reported under, in several spellings.
    pub(crate) codes: &'static [&'static str],
    /// What its enterprises are called.
    pub(crate) word: &'static str,
    /// Whether its enterprises may be technology enterprises.
    pub(crate) technical: bool,
    /// Limits of persons employed.
    pub(crate) employees: Limits,
    /// Limits of yearly revenue, in 10,000 yuan.
    pub(crate) revenue: Limits,
    /// Limits of total assets, in 10,000 yuan.
    pub(crate) assets: Limits,
}

const NONE: Limits = [0; 3];
const INDUSTRY: (Limits, Limits) = ([1_000, 300, 20], [40_000, 2_000, 300]);
const SERVICES: Limits = [300, 100, 10];

const fn made(codes: &'static [&'static str], word: &'static str, technical: bool) -> Trade {
    Trade { codes, word, technical, employees: INDUSTRY.0, revenue: INDUSTRY.1, assets: NONE }
}

const fn served(codes: &'static [&'static str], word: &'static str, technical: bool) -> Trade {
    Trade { codes, word, technical, employees: SERVICES, revenue: NONE, assets: NONE }
}

const fn traded(codes: &'static [&'static str], word: &'static str, employees: Limits, revenue: Limits) -> Trade {
    Trade { codes, word, technical: false, employees, revenue, assets: NONE }
}

const TRANSPORT: Limits = [30_000, 3_000, 200];

/// The trades of a petrochemical and machinery port, by weight.
pub(crate) const TRADES: [(u32, Trade); 27] = [
    (6, made(&["C26", "C2651", "2614", "262"], "化工", true)),
    (1, made(&["C25", "C2511"], "石油制品", false)),
    (5, made(&["C29", "C2929", "2921"], "塑料制品", false)),
    (9, made(&["C33", "C3311", "331"], "金属制品", false)),
    (12, made(&["C34", "C3484", "3451", "345"], "机械", true)),
    (7, made(&["C35", "C3525", "352"], "模具", true)),
    (4, made(&["C36", "C3670", "367"], "汽车零部件", true)),
    (4, made(&["C38", "C3811", "381"], "电气", true)),
    (3, made(&["C39", "C3913"], "电子科技", true)),
    (3, made(&["C17", "C1713"], "纺织", false)),
    (2, made(&["C18", "C1811", "181"], "服饰", false)),
    (10, traded(&["F51", "F5169", "516"], "贸易", [200, 20, 5], [40_000, 5_000, 1_000])),
    (9, traded(&["F52", "F5212", "5299"], "商贸", [300, 50, 10], [20_000, 500, 100])),
    (6, traded(&["G54", "G543"], "物流", [1_000, 300, 20], TRANSPORT)),
    (1, traded(&["G55", "G5531", "5532"], "航运", [1_000, 300, 20], TRANSPORT)),
    (2, traded(&["G594", "5941"], "仓储", [200, 100, 20], [30_000, 1_000, 100])),
    (
        4,
        Trade {
            codes: &["E47", "E4710", "E50", "5012"],
            word: "建设工程",
            technical: false,
            employees: NONE,
            revenue: [80_000, 6_000, 300],
            assets: [80_000, 5_000, 300],
        },
    ),
    (3, traded(&["H62", "H6210"], "餐饮", [300, 100, 10], [10_000, 2_000, 100])),
    (
        4,
        Trade {
            codes: &["I65", "I6513", "651"],
            word: "信息技术",
            technical: true,
            employees: [300, 100, 10],
            revenue: [10_000, 1_000, 50],
            assets: NONE,
        },
    ),
    (4, served(&["M75", "M7512", "751"], "科技", true)),
    (2, served(&["M73", "M7320"], "新材料研究", true)),
    (1, served(&["M74", "7484"], "工程设计", false)),
    (2, served(&["O81", "8111"], "汽车维修", false)),
    (1, served(&["R88", "8810"], "文化传媒", false)),
    (
        3,
        Trade {
            codes: &["L72", "L7299", "7212"],
            word: "企业服务",
            technical: false,
            employees: SERVICES,
            revenue: NONE,
            assets: [120_000, 8_000, 100],
        },
    ),
    // Education is outside the standard's scales: the reported one stands.
    (1, traded(&["P83", "8391"], "培训", NONE, NONE)),
    (
        2,
        Trade {
            codes: &["A01", "A0141", "0411"],
            word: "农业发展",
            technical: false,
            employees: NONE,
            revenue: [20_000, 500, 50],
            assets: NONE,
        },
    ),
];

/// Place of farming in [`TRADES`].
pub(crate) const FARMING: usize = TRADES.len() - 1;

/// First syllables of an invented firm's name.
pub(crate) const FIRST: [&str; 24] = [
    "海", "永", "甬", "恒", "瑞", "华", "鑫", "宏", "德", "嘉", "盛", "东", "诚", "百", "凯", "正", "联", "润", "博",
    "金", "茂", "启", "云", "浙",
];

/// Second syllables.
pub(crate) const SECOND: [&str; 24] = [
    "达", "兴", "源", "隆", "泰", "信", "发", "丰", "益", "昌", "和", "创", "成", "锋", "腾", "辉", "航", "明", "固",
    "川", "力", "晟", "远", "拓",
];

/// Family names; a person is written 王某 and has no other name.
pub(crate) const FAMILIES: [&str; 12] = ["王", "陈", "张", "李", "周", "胡", "郑", "林", "徐", "乐", "虞", "方"];

/// What individual businesses do, with the codes of it.
pub(crate) const SHOPS: [(&str, &str); 10] = [
    ("五金店", "5274"),
    ("小吃店", "H62"),
    ("便利店", "F5212"),
    ("汽修店", "O8111"),
    ("服装店", "F523"),
    ("水产摊", "F52"),
    ("建材店", "5285"),
    ("机械加工厂", "C345"),
    ("快递站", "G60"),
    ("理发店", "O804"),
];

/// What cooperatives grow.
pub(crate) const CROPS: [&str; 6] = ["果蔬", "粮油", "水产", "花木", "畜禽", "茶叶"];
