//! Every text the commands say, in Chinese and English, in one place. The
//! macro lets no text stand in one language only; a test holds that both name
//! the same values.

mod help;

pub use help::{argument_help, help, value_name, value_named};

macro_rules! phrases {
    ($($name:ident = $zh:literal, $en:literal;)+) => {
        /// A text of the command line; `{name}` stands for a value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Phrase { $(#[doc = $en] $name),+ }

        impl Phrase {
            /// Every phrase.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// In Chinese.
            pub fn chinese(self) -> &'static str {
                match self { $(Self::$name => $zh),+ }
            }

            /// In English.
            pub fn english(self) -> &'static str {
                match self { $(Self::$name => $en),+ }
            }
        }
    };
}

phrases! {
    // Help and usage.
    HeadingCommands = "命令：", "Commands:";
    HeadingArguments = "参数：", "Arguments:";
    HeadingOptions = "选项：", "Options:";
    ValueCommand = "命令", "COMMAND";
    ValueOptions = "[选项]", "[OPTIONS]";
    HelpTemplate = "{about}\n\n用法：{usage}\n", "{about}\n\nUsage: {usage}\n";
    HelpChoices = "（可选：{choices}）", " (one of: {choices})";
    HelpDefault = "（缺省：{value}）", " (default: {value})";
    HelpSetting = "（也可设 {variable}；缺省：{value}）", " (or set {variable}; default: {value})";
    HelpSwitch = "（也可设 {variable}）", " (or set {variable})";
    Error = "错误：{what}", "error: {what}";
    UsageMissing = "缺少必需的参数：{what}", "a required argument is missing: {what}";
    UsageUnknown = "不认识的参数“{what}”", "unknown argument `{what}`";
    UsageCommand = "没有命令“{what}”", "there is no command `{what}`";
    UsageValue = "{argument} 的取值“{value}”无效", "`{value}` is no value for {argument}";
    UsageChoices = "可取：{choices}", "one of: {choices}";
    UsageDay = "日期应写作 2021-12-31", "a date is written 2021-12-31";
    UsageYear = "年度应为 1971 至 2148 的整数", "a year is a whole number from 1971 to 2148";
    UsageAsKnownAt = "应为日期（2021-12-31）或批次号", "a date (2021-12-31) or the number of a batch";
    UsageHead = "链头写作 行号:64 位十六进制校验值", "a head is written N:HASH, the hash in 64 hexadecimal digits";
    UsageNumber = "应为不小于零的整数", "a whole number, not below zero";
    UsageNeedsValue = "{argument} 需要一个取值", "{argument} needs a value";
    UsageConflict = "{argument} 不能与 {other} 同时使用", "{argument} cannot be used with {other}";
    UsageTwice = "{argument} 只能给出一次", "{argument} may be given once only";
    UsageOther = "命令行无法理解", "the command line is not understood";
    UsageSimilar = "是否要写 {similar}？", "did you mean {similar}?";
    UsageHelp = "用法见：huigu {command}--help", "see `huigu {command}--help`";
    BooksNeeded = "用 --books 指明台账文件所在目录；各类空白文件可用 huigu template 生成", "name the folder of the books' files with --books; `huigu template` writes an empty file of each kind";
    MendedNeeded = "用 --mended 指明把有错误的行写到哪个目录，改正后可再报送", "name with --mended the folder the refused rows are written to, to be mended and sent again";
    // Files and streams.
    AnswerNotWritten = "结果无法输出：{why}", "the answer cannot be written: {why}";
    DoesNotExist = "不存在", "it does not exist";
    NoPermission = "没有权限", "permission is denied";
    NotAFolder = "不是目录", "it is not a folder";
    NotAFile = "是目录，不是文件", "it is a folder, not a file";
    DiskFull = "磁盘已满", "the disk is full";
    ReadFailed = "无法读取 {path}：{why}。请检查路径和权限", "cannot read {path}: {why}; check the path and its permissions";
    WriteFailed = "无法写入 {path}：{why}。请检查目录是否存在、权限和剩余空间", "cannot write {path}: {why}; check that the folder exists, its permissions and the space left";
    Written = "已写入 {path}", "written: {path}";
    NotOnATerminal = "XLSX 不是文本，不能显示在终端上；用 --output 文件名.xlsx 写入文件", "an XLSX workbook is not text for a terminal; write it to a file with --output FILE.xlsx";
    NotEmpty = "{path} 不是空目录，不会覆盖其中的文件；请另指定空目录或不存在的目录", "{path} is not empty and nothing in it is overwritten; name an empty or new folder";
    // The plan.
    PlanFolderEmpty = "{path} 中没有 .toml 方案文件；用 --plan 指明方案目录", "no .toml file of a plan in {path}; name the plan's folder with --plan";
    PlanNotText = "{path} 不是 UTF-8 文本；请另存为 UTF-8", "{path} is not UTF-8 text; save it as UTF-8";
    PlanHasMistakes = "方案有 {count} 处错误，未进行计算；改正后用 huigu plan check 复核", "mistakes in the plan: {count}; nothing was computed; mend them and run `huigu plan check`";
    PlanMistakes = "共 {count} 处错误", "mistakes: {count}";
    PlanSound = "方案 {plan} 没有错误", "the plan {plan} has no mistakes";
    DiffTitle = "方案变更说明：{before} → {after}", "Changes of the plan: {before} -> {after}";
    DiffHead = "方案总体", "The plan as a whole";
    DiffClause = "条款 {clause}", "Clause {clause}";
    DiffItem = "{item}：{text}", "{item}: {text}";
    DiffCount = "共 {count} 处变更", "changes: {count}";
    PlanSame = "两个方案没有差别", "the two plans are the same";
    OutsideValidity = "{asked} 不在 {what} 的有效期 {from} 至 {last} 之内；请改问有效期内的年度或日期，或换用当时有效的方案（--plan）", "{asked} lies outside the validity of {what}, {from} to {last}; ask for a year or date inside it, or use a plan in force then (--plan)";
    SettingsWrong = "--set 有 {count} 处错误；可用参数见 huigu plan parameters", "mistakes in --set: {count}; `huigu plan parameters` lists the figures";
    // Settings.
    SettingFault = "{place}：{what}", "{place}: {what}";
    SettingsNoToml = "不是 TOML：{why}。每行写作 名称 = 值，文字加引号", "this is no TOML: {why}; a line is written NAME = VALUE, texts in quotes";
    SettingsNoText = "不是 UTF-8 文本；请另存为 UTF-8", "this is not UTF-8 text; save it as UTF-8";
    SettingsTooLong = "文件过长，不是设置文件；请用 --config 指明设置文件", "the file is too long for one of settings; name that with --config";
    SettingUnknown = "没有设置“{name}”；可用：{names}", "there is no setting `{name}`; there are {names}";
    SettingNotInFile = "“{name}”因人而异，不能写在文件中；请用环境变量 {variable}", "`{name}` is of a person, not of a machine: not in the file, but in the environment as {variable}";
    SettingValue = "“{name}”的取值 {found} 无效；应为{expected}", "{found} is no value for `{name}`: write {expected}";
    SettingSecretValue = "“{name}”的取值无效；应为{expected}", "this is no value for `{name}`: write {expected}";
    SettingsTwoRegisters = "data 和 database 只能给出一个：登记库在目录中，或在 PostgreSQL 上", "name data or database, not both: the register is in a folder or on PostgreSQL";
    SettingsWrongCount = "设置有 {count} 处错误，未执行；改正后用 huigu config --check 复核", "mistakes in the settings: {count}; nothing was done; mend them and run `huigu config --check`";
    SettingsPassedOver = "{path} 存在，但当前用户无权读取，其中的设置未采用", "{path} is there, but not for this user: its settings are not in force";
    SettingsExposed = "{path}:{line}：“{name}”含有秘密，而任何人都能读取此文件；请执行 chmod 640 {path}", "{path}:{line}: `{name}` holds a secret and everybody may read the file: run `chmod 640 {path}`";
    SettingsNoFile = "没有设置文件", "no file of settings";
    SettingsFile = "设置文件：{path}", "file of settings: {path}";
    SettingsSound = "{path} 没有错误", "{path} has no mistakes";
    SettingName = "设置", "Setting";
    SettingIs = "取值", "Value";
    SettingFrom = "来源", "From";
    SettingMeaning = "说明", "What it is";
    SettingSecret = "（已设，不显示）", "(set, not shown)";
    SettingDefault = "缺省", "default";
    SettingInFile = "{path} 第 {line} 行", "{path}:{line}";
    TakesFolder = "目录", "a folder";
    TakesFile = "文件", "a file";
    TakesDatabase = " postgres://用户@主机/库 形式的地址", "an address such as postgres://user@host/name";
    TakesKey = " 64 位十六进制数字", "64 hexadecimal digits";
    TakesNumber = " {least} 至 {most} 的整数", "a whole number from {least} to {most}";
    TakesSwitch = " true 或 false，不加引号", "true or false, without quotes";
    TakesSwitchWord = " true 或 false", "true or false";
    TakesLanguage = " zh 或 en", "zh or en";
    TakesName = "文字", "a text";
    TakesAddress = "地址和端口，如 127.0.0.1:8080", "address and port, such as 127.0.0.1:8080";
    TakesLog = "日志级别，如 info、debug 或 huigu_portal=debug", "levels such as info, debug or huigu_portal=debug";
    TakesQuoted = "{what}（加引号的文字）", "{what}, as a text in quotes";
    TlsHalf = "tls-cert 和 tls-key 须同时给出", "tls-cert and tls-key go together: give both or none";
    TlsTwice = "behind-tls 不能与 tls-cert 同时使用：TLS 由代理提供，或由门户自己提供", "behind-tls and tls-cert exclude each other: the proxy speaks TLS or the portal does";
    // Books.
    NoBooks = "{path} 中没有台账文件；文件名应说明类别，如 loans.csv、贷款-2021.xlsx", "no file of a book in {path}; a file's name tells its kind, such as loans.csv or 贷款-2021.xlsx";
    LeftAside = "未采用：{file}（文件名看不出台账类别，应如 loans.csv、贷款-2021.xlsx）", "left aside: {file} (its name tells no kind of book, such as loans.csv or 贷款-2021.xlsx)";
    LeftAsideFormat = "未采用：{file}（只读取 .csv、.xlsx 和 .parquet，请另存）", "left aside: {file} (only .csv, .xlsx and .parquet are read; save it as one of them)";
    Reading = "正在读取 {file}（{rows} 行）", "reading {file} ({rows} rows)";
    Building = "正在核对全部 {rows} 行", "checking {rows} rows together";
    Computing = "正在计算", "computing";
    NotPlainCsv = "{path} 不能由数据库直接装载：须为 UTF-8 的 CSV，首行是表头，金额以元计；请另存后再试", "{path} cannot be loaded by an engine as it is: save it as CSV in UTF-8 with the header in the first row and money in yuan";
    FileFaults = "{file}：{count} 处错误", "{file}: faults: {count}";
    MoreFaultsThere = "  …… 另有 {count} 处（用 huigu settle --year 年度 --all-faults 全部列出）", "  … and {count} more (`huigu settle --year Y --all-faults` lists them all)";
    MoreFaults = "  …… 另有 {count} 处（用 --all-faults 全部列出）", "  … and {count} more (--all-faults lists them all)";
    BooksHaveFaults = "台账有 {count} 处错误，未进行计算。请改正后重报；或用 --accept-good-rows --mended 目录 采用无误的行", "faults in the books: {count}; nothing was computed; mend them, or take the good rows with --accept-good-rows --mended DIR";
    RowsRefused = "未采用 {rows} 行（{faults} 处错误），采用其余 {taken} 行", "rows refused: {rows} (faults: {faults}); the other {taken} are taken";
    RowsAreIn = "有错误的行连同原因写入 {path}", "the refused rows and their reasons are in {path}";
    MendedInBooks = "--mended 不能是台账目录本身：其中的文件会被当作台账再读一遍。请另指定目录", "--mended must not be the folder of the books: its files would be read as books again; name another folder";
    FileLeftWhole = "{file} 整份未采用", "{file} is left aside as a whole";
    FindingsTitle = "提示（已采用，请留意）：", "findings (taken in; worth a look):";
    FindingCount = "  {count}  {what}（{code}）", "  {count}  {what} ({code})";
    FindingsUnlisted = "  …… 另有 {count} 条未列出（每类最多列 1,000 条）", "  … and {count} more not listed (at most 1,000 of a kind)";
    FindingsHint = "  用 --findings 逐条列出", "  --findings lists each";
    KindUnknown = "{path}：文件名看不出台账类别，应如 loans.csv、贷款-2021.xlsx；也可用 --kind 指明", "{path}: its name tells no kind of book, such as loans.csv or 贷款-2021.xlsx; or name it with --kind";
    // The register.
    NotADatabase = "--database（或 HUIGU_DATABASE）应是 postgres://用户@主机/库 形式的地址；SQLite 登记库请用 --data 目录", "--database (or HUIGU_DATABASE) takes an address such as postgres://user@host/name; a register on SQLite is named with --data DIR";
    OrBooks = "不用登记库时，用 --books 指明台账文件所在目录。", "To work without a register, name the folder of the books' files with --books.";
    ReadingRegister = "正在读取登记库", "reading the register";
    Keeping = "正在入库 {file}", "keeping {file}";
    AsKnownAfter = "按第 {batch} 批入库后所知", "as known after batch {batch}";
    FileOfBatch = "{file}（第 {batch} 批）", "{file} (batch {batch})";
    ImportRefused = "有 {count} 处错误，全部文件均未入库。请改正后重新报送；或用 --accept-good-rows --mended 目录 只采用无误的行", "faults: {count}; nothing was taken in. Mend them and send again; or take the good rows with --accept-good-rows --mended DIR";
    FileName = "文件", "File";
    BookKind = "台账", "Book";
    Batch = "批次", "Batch";
    NewRows = "新增", "New";
    CorrectedRows = "更正", "Corrected";
    UnchangedRows = "未变", "Unchanged";
    RefusedRows = "未采用", "Refused";
    NothingNew = "登记库中已有全部内容，没有变化。", "The register had all of it; nothing was changed.";
    CorrectionsHint = "更正的各行见 huigu batches 批次号", "`huigu batches N` lists the rows corrected.";
    CheckWell = "检查无误：{rows} 行可以入库；未作任何改动。", "No faults. Rows to be taken in: {rows}; nothing was changed.";
    EffectTitle = "入库后对已核定的 {year} 年度的影响：", "What taking them in would change in {year}, approved already:";
    KeptOn = "日期", "Date";
    NoBatches = "还没有批次；用 huigu import 报送台账", "no batches yet; `huigu import` takes books in";
    WithdrawsBatch = "撤回第 {batch} 批：撤下 {closed} 行，恢复 {restored} 行", "withdraws batch {batch}; rows taken away: {closed}, brought back: {restored}";
    WithdrawnByBatch = "已由第 {batch} 批撤回", "withdrawn by batch {batch}";
    CorrectionsTitle = "更正的行（{count}）：", "rows corrected ({count}):";
    CorrectionLine = "  {key}（{file} 第 {row} 行）：{changed}", "  {key} ({file} row {row}): {changed}";
    CorrectionGone = "已撤下", "taken away";
    Withdrawn = "已撤回第 {of} 批（本次为第 {batch} 批）：撤下 {closed} 行，恢复旧内容 {restored} 行", "batch {of} is withdrawn (this is batch {batch}); rows taken away: {closed}, brought back: {restored}";
    WouldWithdraw = "撤回第 {of} 批（将为第 {batch} 批）会撤下 {closed} 行，恢复旧内容 {restored} 行；未作任何改动", "withdrawing batch {of} (it would be batch {batch}); rows it would take away: {closed}, bring back: {restored}; nothing was changed";
    WithdrawalEffect = "撤回后对已核定的 {year} 年度的影响：", "What withdrawing it would change in {year}, approved already:";
    FaultsAfterWithdrawal = "撤回后登记库有 {count} 处错误，改正前不能据以计算。请重新报送该批中仍然有效的行", "faults in the register after this: {count}; nothing is computed from it until they are mended; send again what of the batch still holds";
    TableOrJson = "--approve 和 --verify 的输出形式只有 table 和 json", "--approve and --verify answer as table or json only";
    ApprovedAs = "{year} 年度已核定，第 {number} 号；随时可用 huigu settle --verify {number} 复算", "{year} is approved as settlement {number}; `huigu settle --verify {number}` computes it again at any time";
    HeadIs = "审计链头 {head}", "head of the audit: {head}";
    HeadHint = "要证明此前的行未被删去或重做，请给出以前留存的链头：--head 行号:校验值", "to prove that no earlier row was cut off or made anew, give a head kept earlier: --head N:HASH";
    VerifyTitle = "第 {number} 号核定（{year} 年度，{date}，{who}，按第 {batch} 批入库后所知）", "Settlement {number} of {year}, approved {date} by {who}, as known after batch {batch}";
    SamePlan = "方案：一致", "plan: the same";
    OtherPlanNow = "方案：与核定时不同，以下按现方案计算", "plan: not the one approved under; what follows is computed by the present one";
    SameResult = "复算：与核定结果逐字节一致", "computed again: the same to the byte";
    OtherResult = "复算：与核定结果不一致", "computed again: another result";
    DifferencesUnknown = "登记库现有错误，改正前不能计算差额（见 huigu check）。", "The register has faults now; until they are mended there are no differences (see `huigu check`).";
    NoDifferences = "没有差额。", "No differences.";
    AmountApproved = "核定", "Approved";
    AmountNow = "现应补", "Due by now";
    ItemsChanged = "变化的业务", "Items changed";
    BecauseOf = "依据", "Because of";
    AndMore = "；另有 {count} 项", "; and {count} more";
    CauseRow = "{file} 第 {row} 行（第 {batch} 批）", "{file} row {row} (batch {batch})";
    CauseWithdrawal = "{file} 撤回（第 {batch} 批）", "{file} withdrawn (batch {batch})";
    NoSettlements = "还没有核定；用 huigu settle --year 年度 --approve 意见 核定", "nothing approved yet; `huigu settle --year Y --approve NOTE` approves";
    SettlementNumber = "核定号", "No.";
    Year = "年度", "Year";
    ApprovedOn = "核定日期", "Approved on";
    ApprovedBy = "核定人", "By";
    AuditHolds = "审计链完整：{rows} 行，其中 {interrupted} 项操作中断、结果不明", "the audit holds: {rows} rows; acts interrupted, outcome unknown: {interrupted}";
    AuditBroken = "审计第 {row} 行不成立：{why}", "row {row} of the audit does not hold: {why}";
    CheckFound = "{check}（{about}）{place}：{what}", "{check} ({about}) {place}: {what}";
    CheckBooks = "books（各行之间）：{count} 处错误", "books (rows together): faults: {count}";
    UserAdded = "已添加用户 {login}。初始密码（7 天内有效，首次登录须更换）：", "user {login} added; first password (good for 7 days, to be changed when signing in):";
    UserReset = "已重置用户 {login}：动态口令、会话和令牌均已失效。新的初始密码（7 天内有效）：", "user {login} reset: second factor, sessions and tokens are void; new first password (good for 7 days):";
    UserDisabled = "已停用用户 {login}，其会话已结束", "user {login} disabled; its sessions have ended";
    UserEnabled = "已重新启用用户 {login}", "user {login} may sign in again";
    PasswordOnce = "此密码只显示这一次，请当面或另行安全地交给本人", "this password is shown this once: hand it over in person or another safe way";
    NoUsers = "还没有用户；用 huigu user add 添加", "no users yet; add one with `huigu user add`";
    Login = "登录名", "Login";
    UserName = "姓名", "Name";
    Role = "角色", "Role";
    StandsFor = "代表", "For";
    UserSince = "添加日期", "Since";
    UserIsDisabled = "{date} 停用", "disabled {date}";
    UserAwaited = "尚未更换初始密码", "first password not changed yet";
    UserHasFactor = "已设动态口令", "second factor set";
    BackedUp = "已备份到 {path}：{rows} 行，至第 {batch} 批", "backed up to {path}: {rows} rows, up to batch {batch}";
    KeyIsApart = "备份不含个人身份号码密钥 {path}，请另行妥善保存，恢复后放回登记库目录", "the key of identity numbers, {path}, is not in the backup: keep a copy apart, and put it beside a restored register";
    RestoredTo = "已恢复到 {place} 并通过全部校验：{rows} 行，至第 {batch} 批", "restored to {place} and verified: {rows} rows, up to batch {batch}";
    Serving = "门户已就绪：{address}（Ctrl-C 停止）", "the portal is ready at {address} (Ctrl-C stops it)";
    NotListening = "不能在 {address} 上提供服务：{why}。请检查地址、端口和证书", "cannot serve on {address}: {why}; check address, port and certificate";
    NoServer = "此处不能提供服务", "nothing can be served from here";
    LogFilter = "日志级别“{filter}”无法理解：{why}", "the log filter `{filter}` cannot be read: {why}";
    MigratedNothing = "表结构已是第 {after} 版，无需升级", "the tables are of version {after} already";
    Migrated = "表结构已由第 {before} 版升级到第 {after} 版", "the tables were brought from version {before} to {after}";
    // The sample register.
    HasRegister = "{path} 中已有登记库，样本登记库只建在新目录里；请用 --dir 另指定目录，或用 huigu serve --demo --data {path} 打开已有样本的门户", "{path} holds a register already, and a sample is made in a new folder only; name another with --dir, or open this one's portal with `huigu serve --demo --data {path}`";
    DemoMade = "样本登记库已建在 {path}，其中区县、机构、人员、日期和金额全部虚构。", "A sample register is in {path}: district, institutions, people, days and sums are all invented.";
    DemoBooks = "台账", "Books";
    DemoBooksAre = "{first} 至 {last} 年，{lenders} 家贷款机构、{guarantors} 家担保和保险机构逐年报送", "{first} to {last}, of {lenders} lenders and {guarantors} guarantors and insurers, year by year";
    DemoBatches = "批次", "Batches";
    DemoBatchesAre = "{batches} 批（每个文件一批），新增 {rows} 行，更正 {corrected} 行", "{batches}, one a file: {rows} rows new, {corrected} corrected";
    DemoWithdrawn = "撤回", "Withdrawn";
    DemoWithdrawnIs = "第 {batch} 批 {file}，由第 {by} 批撤回", "batch {batch}, {file}, by batch {by}";
    DemoApproved = "核定", "Approved";
    DemoApprovedIs = "{year} 年度第 {number} 号：{total} 元（{date}，{who}）", "settlement {number} of {year}: {total} yuan ({date}, {who})";
    DemoSince = "此后", "Since then";
    DemoSinceIs = "第 {batch} 批更正了一笔已计入核定的贷款", "batch {batch} corrected a loan that was approved";
    DemoHead = "审计链头", "Audit head";
    DemoTry = "接下来可以试：", "What to try next:";
    TryVerify = "复算核定结果；此后的更正使谁多得、谁应退", "compute what was approved again; see who owes back since, and because of which row";
    TryExplain = "逐笔看一家机构的金额由何而来，哪些未计入、差在哪里", "see where one amount comes from, line by line, and what nearly counts";
    TryEarlier = "按核定当时所知再算一遍", "settle the year by what was known when it was approved";
    TryTargets = "方案各项目标的完成情况", "how far the plan's targets have come";
    TrySimulate = "调整一个参数，看支出如何变化", "turn one of the plan's figures and see what it would cost";
    TryBatches = "全部批次；某一批更正了哪些行", "all batches; and the rows that one of them corrected, old and new";
    TryNext = "一份尚未报送的更正：先看它会使已核定的年度变动多少", "a correction not sent yet: see first what it would change in the year approved";
    TryFaulty = "一份有错误的文件：看错误如何指出", "a file with faults: see how they are told";
    TryAudit = "校验审计链，凭链头证明此前各行未被改动", "verify the audit; the head proves that nothing up to it was changed";
    TryApprove = "自己核定下一年度", "approve the next year yourself";
    TryServe = "再次打开门户", "open the portal again";
    DemoLogins = "门户的登录名，各角色一个，密码都是 {password}", "Logins at the portal, one of each role; the password of all is {password}";
    DemoPortal = "门户：{address}（Ctrl-C 停止）", "The portal: {address} (Ctrl-C stops it)";
    // Settlement.
    SettleTitle = "{year} 年度扶持资金测算表", "Settlement of {year}";
    PlanAndUnit = "方案：{plan}    单位：元", "plan: {plan}    unit: yuan";
    PlanAndWan = "方案：{plan}    金额单位：万元", "plan: {plan}    money in 10,000 yuan (wan)";
    MeasureHeading = "{clause}  {name}（{id}）", "{clause}  {name} ({id})";
    NameAndId = "{name}（{id}）", "{name} ({id})";
    Clause = "条款", "Clause";
    Measure = "措施", "Measure";
    Standing = "状态", "Status";
    Beneficiaries = "对象数", "Beneficiaries";
    Lines = "明细数", "Lines";
    AmountDue = "应补金额", "Due";
    Active = "已启用", "active";
    Inactive = "未启用", "inactive";
    Total = "合计", "Total";
    Id = "编号", "Id";
    Name = "名称", "Name";
    Uncapped = "封顶前金额", "Before caps";
    Claimed = "申报金额", "Claimed";
    ClaimedLessDue = "申报多于应补", "Claimed less due";
    Note = "说明", "Note";
    BooksIncomplete = "台账自 {date} 起，未覆盖上年，金额为暂算数，不予补助", "books begin on {date} and do not cover the year before: provisional, nothing due";
    InactiveMeasures = "未启用的措施（参数待通知明确，不予测算）", "Inactive measures (figures not set by any notice yet; nothing is paid)";
    InactiveLine = "{clause}  {name}（{id}）：待明确 {unset}", "{clause}  {name} ({id}): not set: {unset}";
    CountedTwice = "同一笔贷款在两项措施下都计入的", "Loans that earn under two measures";
    FirstMeasure = "措施甲", "First measure";
    SecondMeasure = "措施乙", "Second measure";
    Loans = "贷款笔数", "Loans";
    SharedLoans = "{count} 笔贷款同时计入“{measure}”", "{count} loans also under {measure}";
    UnderFirst = "在甲项下的金额", "Under the first";
    UnderSecond = "在乙项下的金额", "Under the second";
    // Explanation.
    ExplainHead = "{beneficiary}    {year} 年度    单位：元", "{beneficiary}    year {year}    unit: yuan";
    ExplainAmounts = "封顶前 {uncapped}    应补 {amount}", "before caps {uncapped}    due {amount}";
    MeasureWaits = "该措施未启用：待通知明确 {unset}", "the measure is inactive: not set: {unset}";
    LinesTitle = "计入的明细（{count} 笔）", "Lines that count ({count})";
    NearMissesTitle = "未计入的明细及原因（{count} 笔）", "Near misses and their reasons ({count})";
    None = "无", "none";
    ClaimsTitle = "申报与核实", "Claimed and verified";
    ClaimAmounts = "申报 {claimed}    核实 {verified}    差额 {difference}", "claimed {claimed}    verified {verified}    difference {difference}";
    Unclaimed = "可计入而未申报的（{count} 笔）：", "lines of the books not claimed ({count}):";
    Lender = "贷款机构", "Lender";
    LoanId = "借据编号", "Loan";
    Guarantor = "担保机构", "Guarantor";
    GuaranteeId = "担保编号", "Guarantee";
    Issuer = "融资主体", "Issuer";
    DealId = "融资编号", "Deal";
    Borrower = "主体编号", "Party";
    DailyAverage = "日均余额", "Daily average";
    DailyAverageBefore = "上年日均余额", "Year before";
    Amount = "金额", "Amount";
    AlsoUnder = "同时计入 {measures}", "also under {measures}";
    BooksBeginLater = "以下机构台账晚于该笔贷款起始，无法核对更早贷款：{lenders}", "books begin after this loan's start, an earlier loan could not be seen: {lenders}";
    AdjustmentFloor = "新增为负，按零计", "increase below zero counts as nothing";
    AdjustmentCap = "封顶扣减", "cap";
    AdjustmentIncomplete = "台账不完整，不予补助", "books incomplete, nothing due";
    Reason = "原因", "Reason";
    Limit = "要求", "Limit";
    Actual = "实际", "Actual";
    Verified = "核实金额", "Verified";
    ClaimedLessVerified = "差额", "Difference";
    Verdict = "结论", "Verdict";
    ClaimAgrees = "一致", "agrees";
    ClaimAmountDiffers = "金额不符", "amount differs";
    ClaimDoesNotQualify = "不符合条件", "does not qualify";
    ClaimNoBalance = "符合条件，当年无金额", "qualifies, brings nothing this year";
    ClaimNotOnBooks = "台账中没有", "not on the books";
    // Targets.
    TargetsTitle = "目标指标（{date}）", "Targets on {date}";
    BreakdownTitle = "目标指标按{by}分组（{date}）", "Targets on {date} by {by}";
    Target = "指标", "Target";
    Goal = "目标", "Goal";
    Value = "当前值", "Value";
    Judgement = "结论", "Standing";
    AtBase = "基期", "At base";
    Numerator = "分子", "Numerator";
    Denominator = "分母", "Denominator";
    Met = "已达到", "met";
    NotMet = "未达到", "not met";
    NotJudgedYet = "未到评判时", "not judged yet";
    NoData = "无数据", "no data";
    NotReported = "（未填报）", "(not reported)";
    BookOnly = "全部贷款不良率取自台账", "overall ratio from the book";
    NoGoal = "无定量目标", "no goal";
    TooEarly = "基期后满 365 天起评判", "not judged before 365 days since the base";
    TooSteep = "距基期天数过少，不能折算年率", "too few days since the base for a rate a year";
    WhyUnset = "参数待通知明确：{unset}", "not set: {unset}";
    Watched = "关注指标（无定量目标，与基期比较）", "Watched against the base, without a goal";
    ByLender = "机构", "lender";
    ByIndustry = "行业", "industry";
    ByTown = "镇街道", "town";
    ByPark = "园区", "park";
    ByMonth = "月末", "month's end";
    Section = "门类", "Section";
    Town = "镇街道", "Town";
    Park = "园区", "Park";
    MonthEnd = "月末", "Month's end";
    SinceBase = "较基期", "Since base";
    OnYear = "同比", "On year";
    SinceYearStart = "较年初", "Since year's start";
    // Simulation.
    SimulateTitle = "{year} 年度扶持资金试算", "What it would cost in {year}";
    SimulateSet = "改动：{set}", "set: {set}";
    Before = "现行", "Before";
    After = "改动后", "After";
    Difference = "差额", "Difference";
    StillUnset = "仍待明确：{unset}", "still not set: {unset}";
    UnknownMeasure = "方案没有措施“{measure}”；有：{known}", "the plan has no measure `{measure}`; it has: {known}";
    UnknownBeneficiary = "台账中没有编号为“{beneficiary}”的机构或主体；编号见 huigu settle 的结果", "no organisation or party `{beneficiary}` in the books; `huigu settle` lists the ids";
    // Parameters.
    ParametersTitle = "方案 {plan} 的参数", "Figures of the plan {plan}";
    Parameter = "参数", "Figure";
    From = "自", "From";
    Until = "至（不含）", "Until";
    Unset = "未明确", "not set";
    // Official text.
    TextHeading = "正式文本的标题", "Heading of the official text";
    TextBelongs = "对应", "Match";
    TextOfClause = "对应", "the clause";
    TextPartOf = "并入 {clause}", "part of {clause}";
    TextChapter = "章的标题", "chapter";
    TextApart = "方案没有这一条", "not in the plan";
    TextLacks = "正式文本没有这一条", "not in the official text";
    TextMatched = "方案 {all} 条中对上 {found} 条；正式文本另有 {apart} 处方案没有", "clauses matched: {found} of {all}; sections of the text that the plan has not: {apart}";
    TextAttached = "已附上，为第 {number} 份正式文本；文件 SM3 {sm3}", "attached as official text {number}; SM3 of the file {sm3}";
    // Notices.
    NoticeNumber = "编号", "No.";
    NoticeKind = "类别", "Kind";
    NoticeTitle = "标题", "Title";
    NoticeDate = "发布日期", "Published";
    NoticeUntil = "公示截止", "Until";
    NoticeSettlement = "核定", "Settlement";
    NoNotices = "还没有通知公告", "no notices yet";
    NoticePublished = "已发布，第 {number} 号", "published as notice {number}";
    NoticeWithdrawn = "第 {number} 号通知公告已撤回", "notice {number} is withdrawn";
    NoticeWithdrawnOn = "{date} 撤回：{reason}", "withdrawn {date}: {reason}";
    // Template and synth.
    UnknownKind = "没有台账类别“{kind}”；有：{known}", "there is no kind of book `{kind}`; there are: {known}";
    SynthWriting = "已生成贷款 {loans} 笔", "{loans} loans written";
    SynthDone = "模拟区台账已写入 {path}：贷款 {loans} 笔，发生额 {events} 笔", "a synthetic district is in {path}: {loans} loans, {events} events";
    // Workbook.
    SheetSummary = "汇总", "Summary";
    SheetBeneficiaries = "对象", "Beneficiaries";
    SheetLines = "明细", "Lines";
    SheetNearMisses = "未计入及原因", "Not recognised";
    SheetClaims = "申报核对", "Claims";
    SheetPage = "{name}{page}", "{name} {page}";
    SheetTitleSummary = "{year} 年度扶持资金测算汇总表", "Settlement of {year}: summary";
    SheetTitleBeneficiaries = "{year} 年度扶持资金分对象测算表", "Settlement of {year}: beneficiaries";
    SheetTitleLines = "{year} 年度扶持资金测算明细表", "Settlement of {year}: lines";
    SheetTitleNearMisses = "{year} 年度未计入业务及原因明细表", "Settlement of {year}: items not recognised and why";
    SheetTitleClaims = "{year} 年度申报与核实对照表", "Settlement of {year}: claimed and verified";
    SheetOffice = "填报单位：{office}", "Office: {office}";
    SheetDate = "制表日期：{date}", "Date: {date}";
    SheetUnit = "单位：元", "Unit: yuan";
    SheetPlan = "方案：{plan}", "Plan: {plan}";
    Prepared = "制表：", "Prepared by:";
    Checked = "复核：", "Checked by:";
    Approved = "审批：", "Approved by:";
    Serial = "序号", "No.";
    Beneficiary = "对象编号", "Beneficiary";
    BeneficiaryName = "对象名称", "Beneficiary name";
    PartyName = "主体名称", "Party name";
    Holder = "业务机构", "Held by";
    Item = "业务编号", "Item";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(template: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_phrase_is_in_both_languages_with_the_same_values() {
        for phrase in Phrase::ALL {
            let (zh, en) = (phrase.chinese(), phrase.english());
            assert!(!zh.is_empty() && !en.is_empty(), "{phrase:?}");
            assert_eq!(values(zh), values(en), "{phrase:?}");
        }
    }

    #[test]
    fn chinese_is_chinese_and_english_is_english() {
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for phrase in Phrase::ALL {
            let layout_only = values(phrase.chinese()).len() > 1 && !han(phrase.chinese());
            assert!(han(phrase.chinese()) || layout_only || *phrase == Phrase::DiffItem, "{phrase:?}");
            // Two English texts give a Chinese file name as an example.
            let example = phrase.english().contains("贷款-2021");
            assert!(!han(phrase.english()) || example, "{phrase:?}");
        }
    }
}
