//! Help of the command line, and complaints about it.

texts! {
    COMMANDS = "命令：", "Commands:";
    ARGUMENTS = "参数：", "Arguments:";
    OPTIONS = "选项：", "Options:";
    COMMAND = "命令", "COMMAND";
    SOME_OPTIONS = "[选项]", "[OPTIONS]";
    USAGE = "用法：", "Usage: ";
    FROM_FILE = "（从文件读取）", " (read from a file)";
    Choices { choices } = "（可选：{choices}）", " (one of: {choices})";
    Default { value } = "（缺省：{value}）", " (default: {value})";
    OrSet { variable, value } = "（也可设 {variable}；缺省：{value}）", " (or set {variable}; default: {value})";
    OrSetSwitch { variable } = "（也可设 {variable}）", " (or set {variable})";
    Error { what } = "错误：{what}", "error: {what}";
    Missing { what } = "缺少必需的参数：{what}", "a required argument is missing: {what}";
    Unknown { what } = "不认识的参数“{what}”", "unknown argument `{what}`";
    NoCommand { what } = "没有命令“{what}”", "there is no command `{what}`";
    NoValue { argument, value } = "{argument} 的取值“{value}”无效", "`{value}` is no value for {argument}";
    OneOf { choices } = "可取：{choices}", "one of: {choices}";
    A_DAY = "日期应写作 2021-12-31", "a date is written 2021-12-31";
    A_YEAR = "年度应为 1971 至 2148 的整数", "a year is a whole number from 1971 to 2148";
    DAY_OR_BATCH = "应为日期（2021-12-31）或批次号", "a date (2021-12-31) or the number of a batch";
    A_HEAD = "链头写作 行号:64 位十六进制校验值", "a head is written N:HASH, the hash in 64 hexadecimal digits";
    A_NUMBER = "应为不小于零的整数", "a whole number, not below zero";
    NeedsValue { argument } = "{argument} 需要一个取值", "{argument} needs a value";
    Conflict { argument, other } = "{argument} 不能与 {other} 同时使用", "{argument} cannot be used with {other}";
    Twice { argument } = "{argument} 只能给出一次", "{argument} may be given once only";
    NOT_UNDERSTOOD = "命令行无法理解", "the command line is not understood";
    DidYouMean { similar } = "是否要写 {similar}？", "did you mean {similar}?";
    See { command } = "用法见：huigu {command}--help", "see `huigu {command}--help`";
    BOOKS_NEEDED = "用 --books 指明台账文件所在目录；各类空白文件可用 huigu template 生成", "name the folder of the books' files with --books; `huigu template` writes an empty file of each kind";
    MENDED_NEEDED = "用 --mended 指明把有错误的行写到哪个目录，改正后可再报送", "name with --mended the folder the refused rows are written to, to be corrected and sent again";
    NOT_A_DATABASE = "--database（或 HUIGU_DATABASE）应是 postgres://用户@主机/库 形式的地址；SQLite 登记库请用 --data 目录", "--database (or HUIGU_DATABASE) takes an address such as postgres://user@host/name; a register on SQLite is named with --data DIR";
    OR_BOOKS = "不用登记库时，用 --books 指明台账文件所在目录。", "To work without a register, name the folder of the books' files with --books.";
    TABLE_OR_JSON = "--approve 和 --verify 的输出形式只有 table 和 json", "--approve and --verify answer as table or json only";
}
