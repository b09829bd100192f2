//! Help of every command and argument, in both languages.
//!
//! Commands are looked up by their path, arguments by `path id` and, where
//! several commands share one, by `id` alone.

use huigu_quantity::{Lang, Phrase};

struct Help {
    key: &'static str,
    text: Phrase,
}

const fn of(key: &'static str, zh: &'static str, en: &'static str) -> Help {
    Help { key, text: Phrase::new(zh, en) }
}

const COMMANDS: &[Help] = &[
    of(
        "",
        "慧谷：按普惠金融方案测算扶持资金、监测目标，精确到分，逐笔说明理由",
        "Huigu settles and watches an inclusive-finance plan: to the fen, with a reason for every loan",
    ),
    of(
        "demo",
        "建一个样本登记库：虚构区县三年的台账、更正、撤回和一次核定，并提示接下来可以试什么",
        "Make a register of an invented district to try things on: three years of books, corrections, an approval",
    ),
    of(
        "template",
        "生成一类台账的空白模板（XLSX 或 CSV）",
        "Write an empty template of one kind of book (XLSX or CSV)",
    ),
    of("settle", "测算一个年度的各项扶持资金", "Settle a year's measures"),
    of("plan", "校验、查看、比较方案", "Check, show and compare plans"),
    of(
        "plan check",
        "校验方案文件，逐条指出文件、行、列和改法",
        "Check a plan's files; each mistake with file:line:column and its remedy",
    ),
    of("plan show", "按条款打印方案", "Print a plan, clause by clause"),
    of("plan diff", "像变更说明一样比较两个方案", "Compare two plans, like a note of changes"),
    of("plan parameters", "列出方案的全部参数、单位和有效期", "List every figure of a plan with its unit and validity"),
    of(
        "plan attach-text",
        "附上本地区通知的正式文本：按标题与条款对应，门户并列显示",
        "Attach the notice's official text: matched by its headings, shown beside the clauses",
    ),
    of("sql", "输出可独立复算的标准 SQL", "Print the settlement as standard SQL, for anyone to recompute"),
    of(
        "synth",
        "按随机种子生成一个模拟区的全套台账",
        "Write the books of a synthetic district, the same for the same seed",
    ),
    of(
        "import",
        "报送台账入登记库：逐行核对，全部无误才入库，每个文件一批",
        "Take books into the register: all rows checked together, a batch a file",
    ),
    of("audit", "校验或导出审计链", "Verify or export the audit chain"),
    of("notice", "发布、列出、撤回通知公告", "Publish, list and withdraw notices"),
    of("user", "管理可登录门户的用户", "Keep the users who may sign in at the portal"),
    of("restore", "用备份在空位置重建登记库，并逐项校验", "Make a register of a backup at an empty place, verified"),
    of("serve", "启动门户网站", "Serve the portal"),
    of("config", "列出各项设置的取值和来源", "Show each setting, its value and where that comes from"),
    of(
        "migrate",
        "把登记库的表结构升级到本程序的版本（请先备份）",
        "Bring the register's tables up to this version (back up first)",
    ),
    of("completions", "输出命令行补全脚本", "Print a completion script for a shell"),
    of("man", "输出手册页", "Print or write the manual pages"),
];

const ARGUMENTS: &[Help] = &[
    of(
        "config",
        "设置文件（也可设 HUIGU_CONFIG；缺省：/etc/huigu/huigu.toml，如有）",
        "File of settings (or set HUIGU_CONFIG; default: /etc/huigu/huigu.toml, if there is one)",
    ),
    of("help", "显示帮助", "Print help"),
    of("version", "显示版本", "Print version"),
    of(
        "books",
        "台账目录：机构报送的 CSV、XLSX、Parquet 文件",
        "Folder of the books: the CSV, XLSX and Parquet files institutions send",
    ),
    of(
        "as-known-at",
        "按当时所知：某日（上海时间）日终，或某批入库之后",
        "As known then: at the end of a day in Shanghai, or after a batch",
    ),
    of(
        "demo listen",
        "门户监听的地址和端口（缺省：127.0.0.1:8080，被占用时另取一个）",
        "Address and port of the portal (default: 127.0.0.1:8080, another port if that is taken)",
    ),
    of("demo make_only", "只建登记库，不开门户", "Make the register only, and serve no portal"),
    of("demo dir", "样本登记库的目录（须为空或不存在）", "Folder of the register to make (empty or new)"),
    of(
        "settle approve",
        "核定该年度并写下意见；年度须已结束；核定人为登录名或 HUIGU_WHO",
        "Approve the year, with a note; it must have ended; by the login name, or HUIGU_WHO",
    ),
    of(
        "settle verify",
        "复算第 N 号核定，并列出按现在所知的差额",
        "Compute approved settlement N again, and list what would differ by now",
    ),
    of("import paths", "台账文件，或存放台账文件的目录", "Files of books, or folders of them"),
    of(
        "import check",
        "只检查不入库，并显示对已核定年度的影响",
        "Do everything but keep it, and show the effect on approved years",
    ),
    of(
        "import kind",
        "文件名看不出类别时指明，如 loans（贷款）",
        "Kind of book, where the file's name does not tell it",
    ),
    of("config check", "只检查设置文件", "Check the file of settings alone"),
    of("audit verify file", "校验导出的审计链文件，不用登记库", "Verify an exported chain alone, without a register"),
    of("audit export output", "写入此文件", "Write to this file"),
    of("backup output", "写入此文件", "Write to this file"),
    of("restore input", "备份文件", "The backup"),
    of(
        "sql books",
        "台账目录（缺省：脚本运行目录中每类一个 CSV）",
        "Folder of the books (default: one CSV a kind where the script is run)",
    ),
    of(
        "accept_good_rows",
        "有错误的文件也采用其中无误的行（须同时给出 --mended）",
        "Take the good rows of files with faults (with --mended)",
    ),
    of(
        "mended",
        "把有错误的行连同原因写入此目录的 <文件名>-mended.csv，改正后可再报送",
        "Write the refused rows with their reasons to <stem>-mended.csv in this folder, to be mended and sent again",
    ),
    of("all_faults", "列出全部错误（缺省每个文件最多 20 条）", "List every fault (default: at most 20 a file)"),
    of("findings", "逐条列出提示（缺省只汇总条数）", "List every finding (default: counts only)"),
    of("year", "年度", "The year"),
    of("settle format", "输出形式", "Form of the answer"),
    of("format", "输出形式", "Form of the answer"),
    of("output", "写入此文件（缺省：标准输出）", "Write to this file (default: standard output)"),
    of("settle date", "工作簿上的制表日期（缺省：今天）", "Date put on the workbook (default: today)"),
    of("template kind", "台账类别，如 loans（贷款）", "Kind of book, such as loans"),
    of("template csv", "生成 CSV 而不是 XLSX", "Write CSV instead of XLSX"),
    of("plan diff other", "另一方案的目录", "Folder of the plan to compare with"),
    of(
        "plan attach-text file",
        "通知的纯文本文件（UTF-8 或 GB18030，至多 2 MiB）",
        "The notice as plain text (UTF-8 or GB18030, at most 2 MiB)",
    ),
    of("plan attach-text check", "只核对，不附上", "Only tell how it matches, and attach nothing"),
    of(
        "sql load",
        "输出此引擎的装载脚本（建表并导入台账）",
        "Print the load script for this engine (typed tables from the books)",
    ),
    of("synth loans", "贷款笔数", "Number of loans"),
    of("synth events", "贷款发生额笔数", "Number of loan events"),
    of("synth seed", "随机种子：同一种子生成的文件逐字节相同", "Seed: the same seed gives the same bytes"),
    of("synth out", "输出目录（须为空或不存在）", "Folder to write to (empty or new)"),
    of("synth parquet", "贷款和发生额写成 Parquet", "Write loans and loan events as Parquet"),
    of("completions shell", "命令行类型", "The shell"),
    of(
        "man dir",
        "把全部手册页写入此目录（缺省：打印总页）",
        "Write every page to this folder (default: print the main page)",
    ),
];

/// What values are called in Chinese, by the names the definition gives them;
/// the others are called alike.
const VALUES: &[(&str, &str)] = &[
    ("ADDRESS", "地址和端口"),
    ("FILTER", "级别"),
    ("DATE", "日期"),
    ("DATE|BATCH", "日期|批次"),
    ("DIMENSION", "维度"),
    ("DIR", "目录"),
    ("ENGINE", "引擎"),
    ("FILE", "文件"),
    ("FORMAT", "形式"),
    ("ID", "编号"),
    ("KIND", "类别"),
    ("LANG", "语言"),
    ("LOGIN", "登录名"),
    ("MEASURE", "措施"),
    ("MEASURE.PARAM=VALUE", "措施.参数=取值"),
    ("N:HASH", "行号:校验值"),
    ("NAME", "名称"),
    ("NOTE", "意见"),
    ("PATH", "路径"),
    ("REASON", "原因"),
    ("ROLE", "角色"),
    ("TITLE", "标题"),
    ("URL", "地址"),
    ("YEAR", "年度"),
];

/// What a value is called in a language.
#[must_use]
pub fn value_name(name: &str, lang: Lang) -> String {
    let chinese = VALUES.iter().find(|(english, _)| *english == name).map_or(name, |(_, chinese)| chinese);
    lang.pick(chinese, name).to_owned()
}

/// Whether a value is called so by the definition, and otherwise in Chinese.
#[must_use]
pub fn is_value_name(name: &str) -> bool {
    VALUES.iter().any(|(english, _)| *english == name)
}

/// The name the definition gives a value that is called so in either language.
#[must_use]
pub fn value_named(called: &str) -> &str {
    VALUES.iter().find(|(_, chinese)| *chinese == called).map_or(called, |(english, _)| english)
}

/// What a command does, by its path below the binary (`plan check`).
#[must_use]
pub fn command(path: &str) -> Option<Phrase> {
    find(COMMANDS, path)
}

/// What an argument is: that command's own text, else the shared one.
#[must_use]
pub fn argument(path: &str, id: &str) -> Option<Phrase> {
    find(ARGUMENTS, &format!("{path} {id}")).or_else(|| find(ARGUMENTS, id))
}

/// The path of every command and the key of every argument that has a text here.
pub fn keys() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().chain(ARGUMENTS).map(|help| help.key)
}

fn find(among: &[Help], key: &str) -> Option<Phrase> {
    among.iter().find(|help| help.key == key).map(|help| help.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_is_in_both_languages_and_once() {
        for among in [COMMANDS, ARGUMENTS] {
            for (place, help) in among.iter().enumerate() {
                assert!(!help.text.zh.is_empty() && !help.text.en.is_empty(), "{}", help.key);
                assert!(among[..place].iter().all(|other| other.key != help.key), "{} stands twice", help.key);
            }
        }
    }
}
