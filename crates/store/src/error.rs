//! What can go wrong with a register: a closed list, each with what happened,
//! where, and what to do next, in both languages.

use huigu_facts::Kind;

use crate::BatchNumber;

/// The words of `sslmode`.
pub(crate) const MODES: [&str; 4] = ["disable", "prefer", "require", "verify-full"];

/// Why a register did not do what was asked. Whatever the error, the register
/// is as before or wholly after, never between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// There is no register at the place.
    NoRegister {
        /// The place, without password.
        place: String,
    },
    /// Something else than a register is at the place.
    NotARegister {
        /// The place.
        place: String,
    },
    /// The register belongs to another plan.
    OtherPlan {
        /// The place.
        place: String,
        /// The register's plan.
        has: String,
        /// The plan it was opened with.
        asked: String,
    },
    /// The register's tables are of an older version of the program.
    OlderSchema {
        /// The place.
        place: String,
        /// Version of its tables.
        found: i64,
        /// Version this program works with.
        current: i64,
    },
    /// The register's tables are of a newer version of the program.
    NewerSchema {
        /// The place.
        place: String,
        /// Version of its tables.
        found: i64,
        /// Version this program works with.
        current: i64,
    },
    /// Another process holds the register for longer than patience lasts.
    Locked {
        /// The place.
        place: String,
    },
    /// No room is left.
    DiskFull {
        /// The place.
        place: String,
    },
    /// The file cannot be read or written any more.
    DiskFailed {
        /// The place.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The database or file cannot be reached.
    Unreachable {
        /// The place.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The connection was cut, or the database is gone.
    Cut {
        /// The place.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The answer to a commit did not come: whether it was done, the audit tells.
    InDoubt {
        /// The place.
        place: String,
        /// What the system says.
        why: String,
    },
    /// Another request under the same key was answered meanwhile.
    KeyTaken,
    /// The database refuses user or password.
    WrongPassword {
        /// The place.
        place: String,
    },
    /// `sslmode` has a value that is none of ours.
    UnknownSslMode {
        /// The place.
        place: String,
        /// The value.
        value: String,
    },
    /// There are no certificates to trust.
    NoRootCertificates {
        /// The place.
        place: String,
        /// The file they were to come from, or `system`.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// Encryption is required, and the server has none.
    NoEncryption {
        /// The place.
        place: String,
    },
    /// The server's certificate is not trusted, or is another's.
    NotTrusted {
        /// The place.
        place: String,
        /// Why not.
        why: String,
    },
    /// Reading or writing is not permitted.
    Denied {
        /// The place.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The register does not hold together.
    Damaged {
        /// The place.
        place: String,
        /// What was found.
        what: String,
    },
    /// The database refused for a reason that is none of the others.
    Database {
        /// The place.
        place: String,
        /// What it says.
        why: String,
    },
    /// Two rows of one import have the same key.
    DuplicateKey {
        /// Kind of book.
        kind: Kind,
        /// The first row, from 1.
        first: u32,
        /// The other row.
        second: u32,
    },
    /// A row holds a text that cannot be kept (a zero character).
    BadText {
        /// Kind of book.
        kind: Kind,
        /// The row, from 1.
        row: u32,
    },
    /// A row is of another kind than its file.
    WrongKind {
        /// Kind of the file.
        kind: Kind,
        /// The row, from 1.
        row: u32,
    },
    /// More rows, loans or batches than numbers.
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// The register has no such batch.
    NoSuchBatch {
        /// Its number.
        number: BatchNumber,
    },
    /// Another batch came in after the rows had been checked.
    Conflict {
        /// The batch they were checked after.
        checked: BatchNumber,
        /// The last batch now.
        last: BatchNumber,
    },
    /// The batch was withdrawn before.
    AlreadyWithdrawn {
        /// The batch.
        number: BatchNumber,
        /// The batch that withdrew it.
        by: BatchNumber,
    },
    /// A withdrawal cannot be withdrawn.
    IsAWithdrawal {
        /// The batch.
        number: BatchNumber,
    },
    /// A user of this login is there already.
    LoginTaken {
        /// The login.
        login: String,
    },
    /// The register has no such approved settlement.
    NoSuchSettlement {
        /// Its number.
        number: u32,
    },
    /// The register has no such notice.
    NoSuchNotice {
        /// Its number.
        number: u32,
    },
    /// The notice was withdrawn before.
    NoticeWithdrawn {
        /// Its number.
        number: u32,
    },
    /// An outcome was to be written for an act that is not open.
    NoOpenAct {
        /// Number of its opening in the audit.
        number: u64,
    },
    /// A backup was to be restored where something is already.
    NotEmpty {
        /// The place.
        place: String,
    },
    /// The file to restore is no backup.
    NotABackup,
    /// The backup was made by a newer version of the program.
    NewerBackup {
        /// Version of its form or tables.
        found: i64,
        /// Version this program works with.
        current: i64,
    },
    /// The backup ends before its end.
    BackupCutOff,
    /// The backup is not what was written, or what it holds does not hold together.
    BackupDamaged {
        /// What was found.
        what: String,
    },
    /// The backup could not be read.
    BackupNotRead {
        /// What the system says.
        why: String,
    },
    /// The book's column form could not be written beside the database.
    SnapshotNotWritten {
        /// The folder.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The backup could not be written.
    BackupNotWritten {
        /// What the system says.
        why: String,
    },
    /// The audit could not be written to a file.
    AuditNotWritten {
        /// What the system says.
        why: String,
    },
}

impl std::error::Error for Error {}

impl Error {
    /// The same, where doing it again is safe: it is known that it was not
    /// done, or doing it twice changes nothing.
    #[must_use]
    pub fn repeatable(self) -> Self {
        match self {
            Self::InDoubt { place, why } => Self::Cut { place, why },
            other => other,
        }
    }
}

huigu_quantity::texts_of! {
    Error in lang;
    NoRegister { place } = "{place}：没有登记库。请核对位置；新建请先运行 `huigu import`。", "{place}: there is no register. Check the place; `huigu import` makes a new one.";
    NotARegister { place } = "{place}：不是慧谷的登记库，其中有别的数据。请换一个位置或一个空数据库。", "{place}: holds other data, not a register of Huigu. Choose another place or an empty database.";
    OtherPlan { place, has, asked } = "{place}：登记库属于方案“{has}”，现用方案是“{asked}”。请用 `--plan` 指定原方案，或换一个登记库。", "{place}: the register belongs to the plan \"{has}\", not to \"{asked}\". Give its plan with `--plan`, or use another register.";
    OlderSchema { place, found, current } = "{place}：登记库的表结构是第 {found} 版，本程序使用第 {current} 版。请先备份，再运行 `huigu migrate`。", "{place}: the register's tables are of version {found}, this program works with {current}. Make a backup, then run `huigu migrate`.";
    NewerSchema { place, found, current } = "{place}：登记库的表结构是第 {found} 版，本程序只认识到第 {current} 版。请升级程序；登记库未作改动。", "{place}: the register's tables are of version {found}, this program knows them up to {current}. Upgrade the program; the register was left as it is.";
    Locked { place } = "{place}：另一个进程正在写入，等候超时。请待其结束后重试；登记库未作改动。", "{place}: another process is writing and did not finish in time. Try again when it has; nothing was changed.";
    DiskFull { place } = "{place}：磁盘空间不足。请腾出空间后重试；登记库保持原样。", "{place}: no space is left on the disk. Make room and try again; the register is as before.";
    DiskFailed { place, why } = "{place}：磁盘读写失败（{why}）。请检查磁盘、剩余空间和文件大小限制后重试；登记库保持原样。", "{place}: the disk could not be read or written ({why}). Check the disk, the space left and any limit on the size of files, and try again; the register is as before.";
    Unreachable { place, why } = "{place}：无法连接或打开（{why}）。请核对地址、端口和服务状态。", "{place}: cannot be reached or opened ({why}). Check address, port and that the service runs.";
    Cut { place, why } = "{place}：连接中断（{why}）。未得到确认的批次请在恢复后重新报送，重复报送不会重复入库。", "{place}: the connection was cut ({why}). Send again what was not acknowledged; sending twice changes nothing.";
    InDoubt { place, why } = "{place}：提交中断（{why}），是否完成请先查看。", "{place}: cut while committing ({why}). Look whether it was done before doing it again.";
    KeyTaken = "同一幂等键的请求已有答复，本次未办理。请重发以取得该答复。", "A request with the same key was answered meanwhile; send it again for that.";
    WrongPassword { place } = "{place}：用户名或密码不对。请核对 `--database` 中的用户和密码。", "{place}: wrong user or password. Check them in `--database`.";
    NoRootCertificates { place, file, why } = "{place}：没有可信任的根证书（{file}：{why}）。请用 sslrootcert=文件 给出签发服务器证书的机构证书（PEM）。", "{place}: there is no certificate to trust ({file}: {why}). Give that of the authority which signed the server's with sslrootcert=FILE (PEM).";
    NoEncryption { place } = "{place}：服务器不支持加密，未发送任何内容。请在服务器上启用 ssl；确在专用网络或隧道内的，可写明 sslmode=disable。", "{place}: the server does not encrypt; nothing was sent. Switch ssl on there, or say sslmode=disable if this is a private network or a tunnel.";
    NotTrusted { place, why } = "{place}：服务器证书不可信（{why}），未发送任何内容。请核对地址与证书所载名称；自建机构签发的，用 sslrootcert=文件 给出其证书。", "{place}: the server's certificate is not trusted ({why}); nothing was sent. Check that the address is the certificate's name; give your own authority's certificate with sslrootcert=FILE.";
    Denied { place, why } = "{place}：没有读写权限（{why}）。请由管理员授予权限。", "{place}: reading or writing is not permitted ({why}). Ask the administrator for the right.";
    Damaged { place, what } = "{place}：登记库内容不自洽（{what}）。请运行 `huigu check`，必要时从备份恢复。", "{place}: the register does not hold together ({what}). Run `huigu check`; restore a backup if need be.";
    Database { place, why } = "{place}：数据库报错（{why}）。登记库保持原样；请将此信息告知维护人员。", "{place}: the database refuses ({why}). The register is as before; tell whoever maintains it.";
    DuplicateKey { kind = lang.t(kind.text()), first, second } = "{kind}第 {first} 行与第 {second} 行主键相同。请保留一行后重新报送。", "{kind}: rows {first} and {second} have the same key. Keep one of them and send the file again.";
    BadText { kind = lang.t(kind.text()), row } = "{kind}第 {row} 行含有无法保存的零字符。请删去后重新报送。", "{kind}: row {row} holds a zero character, which cannot be kept. Remove it and send the file again.";
    WrongKind { kind = lang.t(kind.text()), row } = "{kind}第 {row} 行属于另一类台账。请分文件报送。", "{kind}: row {row} is of another kind. Send each kind in a file of its own.";
    TooMany { what } = "数量超出编号范围（{what}）。请拆分后报送。", "More than can be numbered ({what}). Send it in parts.";
    NoSuchBatch { number } = "没有第 {number} 批。请用 `huigu batches` 查看批次。", "There is no batch {number}. `huigu batches` lists them.";
    Conflict { checked, last } = "核对时登记库在第 {checked} 批，现已到第 {last} 批（其间有其他报送）。请重新报送，系统将重新核对。", "The rows were checked after batch {checked}; the register has moved on to batch {last}. Send them again: they are checked anew.";
    AlreadyWithdrawn { number, by } = "第 {number} 批已由第 {by} 批撤回，不能再撤回。", "Batch {number} was withdrawn by batch {by} and cannot be withdrawn again.";
    IsAWithdrawal { number } = "第 {number} 批本身是一次撤回，不能撤回。请重新报送原文件。", "Batch {number} is itself a withdrawal and cannot be withdrawn. Send the file again instead.";
    LoginTaken { login } = "登录名“{login}”已经有人使用。请换一个登录名。", "The login {login} is taken. Choose another.";
    NoSuchSettlement { number } = "没有第 {number} 号核定结果。请用 `huigu settlements` 查看。", "There is no approved settlement {number}. `huigu settlements` lists them.";
    NoSuchNotice { number } = "没有第 {number} 号通知公告。请用 `huigu notice list` 查看。", "There is no notice {number}. `huigu notice list` lists them.";
    NoticeWithdrawn { number } = "第 {number} 号通知公告已经撤回，不能再撤回。", "Notice {number} was withdrawn before.";
    NoOpenAct { number } = "审计第 {number} 行不是未了结的操作。请运行 `huigu audit verify`。", "Row {number} of the audit is no open act. Run `huigu audit verify`.";
    NotEmpty { place } = "{place}：已有登记库，备份只能恢复到空的位置。请换一个文件夹或一个空数据库；登记库未作改动。", "{place}: holds a register already; a backup is restored into an empty place only. Choose another folder or an empty database; nothing was changed.";
    NotABackup = "文件不是慧谷的备份。请指定由 `huigu backup` 写出的文件。", "The file is no backup of Huigu. Give one that `huigu backup` has written.";
    NewerBackup { found, current } = "备份是第 {found} 版，本程序只认识到第 {current} 版。请升级程序后再恢复。", "The backup is of version {found}, this program knows them up to {current}. Upgrade the program and restore again.";
    BackupCutOff = "备份不完整，中途截断。请重新复制完整的文件，或换用另一份备份；没有恢复任何内容。", "The backup is not complete: it ends too early. Copy the whole file again or take another backup; nothing was restored.";
    BackupDamaged { what } = "备份已损坏或内容不自洽（{what}）。请重新复制文件，或换用另一份备份；没有恢复任何内容。", "The backup is damaged or does not hold together ({what}). Copy the file again or take another backup; nothing was restored.";
    BackupNotRead { why } = "备份无法读取（{why}）。请检查文件和权限后重试；没有恢复任何内容。", "The backup cannot be read ({why}). Check the file and the permission to read it; nothing was restored.";
    SnapshotNotWritten { place, why } = "{place}：台账的列式快照无法写出（{why}）。结果不受影响，只是读取较慢；请检查磁盘空间和权限。", "{place}: the book's column form cannot be written ({why}). Answers are the same, they only take longer; check space and permission.";
    BackupNotWritten { why } = "备份无法写出（{why}）。请检查磁盘空间和权限后重试；未写完的文件不能用于恢复。", "The backup cannot be written ({why}). Check space and permission and try again; an unfinished file cannot be restored.";
    AuditNotWritten { why } = "审计链无法写出（{why}）。请检查磁盘空间和权限后重试。", "The audit cannot be written ({why}). Check space and permission and try again.";
    => {
        Self::UnknownSslMode { place, value } => {
            let modes = MODES.join(lang.comma());
            lang.pick(
                format!("{place}：sslmode 不能是“{value}”。请用 {modes}。"),
                format!("{place}: sslmode cannot be \"{value}\". Give one of {modes}."),
            )
        }
    }
}
