//! Why files were not taken in, or a register's book could not be had.

use std::io;

use huigu_store::ErrorClass;

/// Why files were not taken in, or a register's book could not be had.
#[derive(Debug)]
pub enum IngestError {
    /// The register did not.
    Store(huigu_store::Error),
    /// A file could not be read.
    Unreadable {
        /// Its place among the files handed in.
        file: usize,
        /// What the system says.
        error: io::Error,
    },
    /// The register does not hold together, so no answer is computed from it.
    Faulty {
        /// How many faults.
        count: u64,
    },
    /// The key of persons' identity numbers is not there, but was used before.
    KeyMissing {
        /// Where it was looked for.
        place: String,
    },
    /// Identity numbers came, and there is no key nor a folder to keep one in.
    KeyNeeded,
    /// The key is another than the one the register was filled with.
    KeyOther {
        /// Where it comes from.
        place: String,
    },
    /// What stands there is no key.
    KeyBroken {
        /// Where.
        place: String,
    },
    /// The key cannot be read, made or written.
    KeyFailed {
        /// Where.
        place: String,
        /// What the system says.
        why: String,
    },
}

impl IngestError {
    /// What sort of thing went wrong.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Store(error) => error.class(),
            Self::Faulty { .. } => ErrorClass::RegisterFaulty,
            _ => ErrorClass::Broken,
        }
    }

    /// The same, where doing it again is safe: it is known that it was not
    /// done, or doing it twice changes nothing.
    #[must_use]
    pub fn repeatable(self) -> Self {
        match self {
            Self::Store(error) => Self::Store(error.repeatable()),
            other => other,
        }
    }
}

impl From<huigu_store::Error> for IngestError {
    fn from(error: huigu_store::Error) -> Self {
        Self::Store(error)
    }
}

impl std::error::Error for IngestError {}

huigu_quantity::texts_of! {
    IngestError in lang;
    Unreadable { file = file + 1, error } = "第 {file} 个文件无法读取：{error}", "file {file} cannot be read: {error}";
    Faulty { count } = "登记库中有 {count} 处错误，未进行计算。请补报或更正所列各行；撤回批次后须重新报送其中仍然有效的行。", "faults in the register: {count}; nothing was computed. Send what is missing or mends the rows listed; after a withdrawal send again what of the batch still holds.";
    KeyMissing { place } = "{place}：缺少个人身份号码的密钥，而登记库曾用它入库。请恢复原密钥文件，或用环境变量 HUIGU_PERSON_KEY 给出原密钥（64 位十六进制）。", "{place}: the key of persons' identity numbers is missing, but the register was filled with one. Restore the key file, or give the key with HUIGU_PERSON_KEY (64 hexadecimal digits).";
    KeyNeeded = "个人身份号码入库须用密钥替换，动态口令须用密钥保护。PostgreSQL 登记库没有目录可存密钥：请用环境变量 HUIGU_PERSON_KEY 给出 64 位十六进制密钥（如 `openssl rand -hex 32` 生成）并妥善留存。", "identity numbers of persons are replaced, and second factors kept, under a key. A register on PostgreSQL has no folder to keep it in: give 64 hexadecimal digits with HUIGU_PERSON_KEY (such as `openssl rand -hex 32` makes) and keep them safe.";
    KeyOther { place } = "{place}：个人身份号码的密钥与登记库入库时所用的不是同一个。请换回原密钥；登记库未作改动。", "{place}: the key of persons' identity numbers is not the one the register was filled with. Give that one; nothing was changed.";
    KeyBroken { place } = "{place}：内容不是密钥，应为 64 位十六进制数字。请恢复原密钥。", "{place}: no key; it should be 64 hexadecimal digits. Restore the key.";
    KeyFailed { place, why } = "{place}：个人身份号码的密钥无法读取或生成（{why}）。请检查目录权限，或用环境变量 HUIGU_PERSON_KEY 给出密钥。", "{place}: the key of persons' identity numbers cannot be read or made ({why}). Check the folder's permissions, or give a key with HUIGU_PERSON_KEY.";
    => {
        Self::Store(error) => error.say(lang),
    }
}
