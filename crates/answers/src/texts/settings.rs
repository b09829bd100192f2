//! Settings of the program.

texts! {
    Fault { place, what } = "{place}：{what}", "{place}: {what}";
    NotToml { why } = "不是 TOML：{why}。每行写作 名称 = 值，文字加引号", "this is no TOML: {why}; a line is written NAME = VALUE, texts in quotes";
    NOT_TEXT = "不是 UTF-8 文本；请另存为 UTF-8", "this is not UTF-8 text; save it as UTF-8";
    TOO_LONG = "文件过长，不是设置文件；请用 --config 指明设置文件", "the file is too long for one of settings; name that with --config";
    Unknown { name, names } = "没有设置“{name}”；可用：{names}", "there is no setting `{name}`; there are {names}";
    NotInFile { name, variable } = "“{name}”因人而异，不能写在文件中；请用环境变量 {variable}", "`{name}` is of a person, not of a machine: not in the file, but in the environment as {variable}";
    NoValue { name, found, expected } = "“{name}”的取值 {found} 无效；应为{expected}", "{found} is no value for `{name}`: write {expected}";
    NoSecretValue { name, expected } = "“{name}”的取值无效；应为{expected}", "this is no value for `{name}`: write {expected}";
    TWO_REGISTERS = "data 和 database 只能给出一个：登记库在目录中，或在 PostgreSQL 上", "name data or database, not both: the register is in a folder or on PostgreSQL";
    Wrong { count } = "设置有 {count} 处错误，未执行；改正后用 huigu config --check 复核", "mistakes in the settings: {count}; nothing was done; mend them and run `huigu config --check`";
    PassedOver { path } = "{path} 存在，但当前用户无权读取，其中的设置未采用", "{path} is there, but not for this user: its settings are not in force";
    Exposed { path, line, name } = "{path}:{line}：“{name}”含有秘密，而任何人都能读取此文件；请执行 chmod 640 {path}", "{path}:{line}: `{name}` holds a secret and everybody may read the file: run `chmod 640 {path}`";
    NO_FILE = "没有设置文件", "no file of settings";
    File { path } = "设置文件：{path}", "file of settings: {path}";
    Sound { path } = "{path} 没有错误", "{path} has no mistakes";
    NAME = "设置", "Setting";
    VALUE = "取值", "Value";
    FROM = "来源", "From";
    MEANING = "说明", "What it is";
    SECRET = "（已设，不显示）", "(set, not shown)";
    DEFAULT = "缺省", "default";
    InFile { path, line } = "{path} 第 {line} 行", "{path}:{line}";
    A_FOLDER = "目录", "a folder";
    A_FILE = "文件", "a file";
    A_DATABASE = " postgres://用户@主机/库 形式的地址", "an address such as postgres://user@host/name";
    A_KEY = " 64 位十六进制数字", "64 hexadecimal digits";
    ANumber { least, most } = " {least} 至 {most} 的整数", "a whole number from {least} to {most}";
    A_SWITCH = " true 或 false，不加引号", "true or false, without quotes";
    A_SWITCH_WORD = " true 或 false", "true or false";
    A_LANGUAGE = " zh 或 en", "zh or en";
    A_TEXT = "文字", "a text";
    AN_ADDRESS = "地址和端口，如 127.0.0.1:8080", "address and port, such as 127.0.0.1:8080";
    LOG_LEVELS = "日志级别，如 info、debug 或 huigu_web=debug", "levels such as info, debug or huigu_portal=debug";
    Quoted { what } = "{what}（加引号的文字）", "{what}, as a text in quotes";
    TLS_HALF = "tls-cert 和 tls-key 须同时给出", "tls-cert and tls-key go together: give both or none";
    TLS_TWICE = "behind-tls 不能与 tls-cert 同时使用：TLS 由代理提供，或由门户自己提供", "behind-tls and tls-cert exclude each other: the proxy speaks TLS or the portal does";
}
