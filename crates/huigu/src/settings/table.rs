//! Every setting of the program, once: what it is called as a flag, in the
//! environment and in the file, what it takes, and what holds when nothing
//! says otherwise. Help, the file, `huigu config` and the page of settings all
//! come from here.

use huigu_quantity::{Lang, Phrase};

use super::value::Kind;

/// Which setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKey {
    Data,
    Database,
    PersonKey,
    Columns,
    ColumnsFrom,
    Plan,
    Lang,
    Who,
    Listen,
    TlsCert,
    TlsKey,
    BehindTls,
    Demo,
    Office,
    ApiRate,
    Log,
}

/// One row of the table.
#[derive(Debug)]
pub struct Setting {
    /// Which.
    pub key: SettingKey,
    /// Its name in the file; as a flag, `--` stands before it.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// Where else it may stand.
    pub stands: Sources,
    /// What it takes.
    pub kind: Kind,
    /// What holds when nothing says otherwise.
    pub default: DefaultValue,
    /// What it is for.
    pub meaning: Phrase,
}

/// Where a setting may stand, beside the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// On the command line and in the file.
    Everywhere,
    /// In the file: what few change, or nobody may see in a list of processes.
    InFile,
    /// Nowhere else: what is of a person, not of a machine.
    Nowhere,
}

/// What holds when nothing says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultValue {
    /// This value, written as in the environment.
    Is(&'static str),
    /// What a value cannot say.
    Means(Phrase),
}

impl Setting {
    /// Whether there is a flag of its name.
    pub fn has_flag(&self) -> bool {
        self.stands == Sources::Everywhere
    }

    /// Whether the file may say it.
    pub fn in_file(&self) -> bool {
        self.stands != Sources::Nowhere
    }

    /// What it is for.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        lang.t(self.meaning)
    }

    /// What holds when nothing says otherwise, in words.
    pub fn default(&self, lang: Lang) -> &'static str {
        match self.default {
            DefaultValue::Is(value) => value,
            DefaultValue::Means(phrase) => lang.t(phrase),
        }
    }
}

impl SettingKey {
    /// Its row.
    pub fn setting(self) -> &'static Setting {
        // The table stands in the order of the keys; a test holds it to that.
        &SETTINGS[self as usize]
    }
}

/// The setting whose flag has this id.
pub fn of_flag(id: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.has_flag() && setting.name.replace('-', "_") == id)
}

const fn row(
    key: SettingKey,
    name: &'static str,
    variable: &'static str,
    kind: Kind,
    default: DefaultValue,
    meaning: Phrase,
) -> Setting {
    Setting { key, name, variable, stands: Sources::Everywhere, kind, default, meaning }
}

const fn without_flag(stands: Sources, setting: Setting) -> Setting {
    Setting { stands, ..setting }
}

const NONE: DefaultValue = DefaultValue::Means(Phrase::new("无", "none"));
const NO: DefaultValue = DefaultValue::Is("false");

/// The table.
pub const SETTINGS: &[Setting] = &[
    row(
        SettingKey::Data,
        "data",
        "HUIGU_DATA",
        Kind::Folder,
        DefaultValue::Is("./huigu-data"),
        Phrase::new("登记库目录（SQLite）", "Folder of the register (SQLite)"),
    ),
    row(
        SettingKey::Database,
        "database",
        "HUIGU_DATABASE",
        Kind::Database,
        NONE,
        Phrase::new("PostgreSQL 登记库地址 postgres://…", "Register on PostgreSQL, postgres://…"),
    ),
    without_flag(
        Sources::InFile,
        row(
            SettingKey::PersonKey,
            "person-key",
            "HUIGU_PERSON_KEY",
            Kind::PersonKey,
            DefaultValue::Means(Phrase::new("登记库目录中的 person.key", "person.key in the register's folder")),
            Phrase::new(
                "个人身份号码的密钥，PostgreSQL 登记库必填",
                "Key of persons' identity numbers; a register on PostgreSQL needs it",
            ),
        ),
    ),
    row(
        SettingKey::Columns,
        "columns",
        "HUIGU_COLUMNS",
        Kind::Folder,
        DefaultValue::Means(Phrase::new("登记库目录，PostgreSQL 则不留", "the register's folder, on PostgreSQL none")),
        Phrase::new("列式快照目录", "Folder of the book's column form"),
    ),
    without_flag(
        Sources::InFile,
        row(
            SettingKey::ColumnsFrom,
            "columns-from",
            "HUIGU_COLUMNS_FROM",
            Kind::Number { least: 0, most: i64::MAX as u64 },
            DefaultValue::Is("1000000"),
            Phrase::new(
                "登记库有多少行起保留列式快照",
                "From how many rows of the register on its column form is kept",
            ),
        ),
    ),
    row(
        SettingKey::Plan,
        "plan",
        "HUIGU_PLAN",
        Kind::Folder,
        DefaultValue::Means(Phrase::new("程序内置的方案", "the plan shipped in the binary")),
        Phrase::new("方案目录", "Folder of the plan's files"),
    ),
    row(
        SettingKey::Lang,
        "lang",
        "HUIGU_LANG",
        Kind::Lang,
        DefaultValue::Means(Phrase::new("随系统区域", "as the locale")),
        Phrase::new("提示语言：zh 或 en", "Language: zh or en"),
    ),
    without_flag(
        Sources::Nowhere,
        row(
            SettingKey::Who,
            "who",
            "HUIGU_WHO",
            Kind::Name,
            DefaultValue::Means(Phrase::new("系统登录名", "the login name")),
            Phrase::new("操作人姓名，用于无人登录的机器", "Who acts, where nobody logs in"),
        ),
    ),
    row(
        SettingKey::Listen,
        "listen",
        "HUIGU_LISTEN",
        Kind::Address,
        DefaultValue::Is("127.0.0.1:8080"),
        Phrase::new("门户监听的地址和端口", "Address and port the portal listens on"),
    ),
    row(
        SettingKey::TlsCert,
        "tls-cert",
        "HUIGU_TLS_CERT",
        Kind::File,
        NONE,
        Phrase::new("PEM 格式的 TLS 证书文件", "TLS certificate file (PEM)"),
    ),
    row(
        SettingKey::TlsKey,
        "tls-key",
        "HUIGU_TLS_KEY",
        Kind::File,
        NONE,
        Phrase::new("PEM 格式的 TLS 私钥文件", "TLS key file (PEM)"),
    ),
    row(
        SettingKey::BehindTls,
        "behind-tls",
        "HUIGU_BEHIND_TLS",
        Kind::Switch,
        NO,
        Phrase::new(
            "前面有提供 TLS 的代理：发送 HSTS，会话只走加密连接",
            "A proxy before it speaks TLS: send HSTS and keep sessions to encrypted connections",
        ),
    ),
    row(
        SettingKey::Demo,
        "demo",
        "HUIGU_DEMO",
        Kind::Switch,
        NO,
        Phrase::new(
            "演示：各角色可不设动态口令，页脚注明为演示",
            "A demonstration: no role needs a second factor, and every page says so",
        ),
    ),
    row(
        SettingKey::Office,
        "office",
        "HUIGU_OFFICE",
        Kind::Name,
        DefaultValue::Means(Phrase::new("门户用方案的牵头单位", "in the portal the unit that leads the plan")),
        Phrase::new("表格上的填报单位", "The reporting office on tables"),
    ),
    row(
        SettingKey::ApiRate,
        "api-rate",
        "HUIGU_API_RATE",
        Kind::Number { least: 1, most: u32::MAX as u64 },
        DefaultValue::Is("600"),
        Phrase::new(
            "接口每分钟接受的请求数，按令牌、会话或地址分别计算",
            "Requests a minute the API takes of each token, session or address",
        ),
    ),
    row(
        SettingKey::Log,
        "log",
        "HUIGU_LOG",
        Kind::Log,
        DefaultValue::Is("info"),
        Phrase::new(
            "日志级别，如 info、debug 或 huigu_web=debug",
            "What is logged, such as info, debug or huigu_web=debug",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn the_table_is_in_the_order_of_its_keys_and_its_defaults_are_values() {
        for (place, setting) in SETTINGS.iter().enumerate() {
            assert_eq!((setting.key as usize, setting.key.setting().name), (place, setting.name));
            assert_eq!(setting.variable, format!("HUIGU_{}", setting.name.replace('-', "_").to_uppercase()));
            assert!(!setting.meaning.zh.is_empty() && !setting.meaning.en.is_empty());
            if let DefaultValue::Is(value) = setting.default {
                assert!(setting.kind.read(OsStr::new(value)).is_some(), "{}", setting.name);
            }
        }
        // What the crates below take unless told is what the table says.
        let said = |key: SettingKey| key.setting().default;
        assert_eq!((said(SettingKey::ApiRate), huigu_portal::Limits::UNASKED), (DefaultValue::Is("600"), 600));
        assert_eq!((said(SettingKey::ColumnsFrom), huigu_desk::COLUMNS_FROM), (DefaultValue::Is("1000000"), 1_000_000));
    }
}
