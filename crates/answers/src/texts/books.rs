//! Books on their way in: read, checked, saved, withdrawn.

texts! {
    NoBooks { path } = "{path} 中没有台账文件；文件名应说明类别，如 loans.csv、贷款-2021.xlsx", "no file of a book in {path}; a file's name tells its kind, such as loans.csv or 贷款-2021.xlsx";
    LeftAside { file } = "未采用：{file}（文件名看不出台账类别，应如 loans.csv、贷款-2021.xlsx）", "left aside: {file} (its name tells no kind of book, such as loans.csv or 贷款-2021.xlsx)";
    LeftAsideFormat { file } = "未采用：{file}（只读取 .csv、.xlsx 和 .parquet，请另存）", "left aside: {file} (only .csv, .xlsx and .parquet are read; save it as one of them)";
    Reading { file, rows } = "正在读取 {file}（{rows} 行）", "reading {file} ({rows} rows)";
    Checking { rows } = "正在核对全部 {rows} 行", "checking {rows} rows together";
    COMPUTING = "正在计算", "computing";
    NotPlainCsv { path } = "{path} 不能由数据库直接装载：须为 UTF-8 的 CSV，首行是表头，金额以元计；请另存后再试", "{path} cannot be loaded by an engine as it is: save it as CSV in UTF-8 with the header in the first row and money in yuan";
    FileFaults { file, count } = "{file}：{count} 处错误", "{file}: faults: {count}";
    MoreFaultsThere { count } = "  …… 另有 {count} 处（用 huigu settle --year 年度 --all-faults 全部列出）", "  … and {count} more (`huigu settle --year Y --all-faults` lists them all)";
    MoreFaults { count } = "  …… 另有 {count} 处（用 --all-faults 全部列出）", "  … and {count} more (--all-faults lists them all)";
    HaveFaults { count } = "台账有 {count} 处错误，未进行计算。请改正后重报；或用 --accept-good-rows --mended 目录 采用无误的行", "faults in the books: {count}; nothing was computed; mend them, or take the good rows with --accept-good-rows --mended DIR";
    RowsRefused { rows, faults, taken } = "未采用 {rows} 行（{faults} 处错误），采用其余 {taken} 行", "rows refused: {rows} (faults: {faults}); the other {taken} are taken";
    RowsAreIn { path } = "有错误的行连同原因写入 {path}", "the refused rows and their reasons are in {path}";
    MENDED_IN_BOOKS = "--mended 不能是台账目录本身：其中的文件会被当作台账再读一遍。请另指定目录", "--mended must not be the folder of the books: its files would be read as books again; name another folder";
    FileLeftWhole { file } = "{file} 整份未采用", "{file} is left aside as a whole";
    FINDINGS_TITLE = "提示（已采用，请留意）：", "findings (taken in; worth a look):";
    FindingCount { count, what, code } = "  {count}  {what}（{code}）", "  {count}  {what} ({code})";
    FindingsUnlisted { count } = "  …… 另有 {count} 条未列出（每类最多列 1,000 条）", "  … and {count} more not listed (at most 1,000 of a kind)";
    FINDINGS_HINT = "  用 --findings 逐条列出", "  --findings lists each";
    KindUnknown { path } = "{path}：文件名看不出台账类别，应如 loans.csv、贷款-2021.xlsx；也可用 --kind 指明", "{path}: its name tells no kind of book, such as loans.csv or 贷款-2021.xlsx; or name it with --kind";
    READING_REGISTER = "正在读取登记库", "reading the register";
    Keeping { file } = "正在入库 {file}", "keeping {file}";
    AsKnownAfter { batch } = "按第 {batch} 批入库后所知", "as known after batch {batch}";
    FileOfBatch { file, batch } = "{file}（第 {batch} 批）", "{file} (batch {batch})";
    ImportRefused { count } = "有 {count} 处错误，全部文件均未入库。请改正后重新报送；或用 --accept-good-rows --mended 目录 只采用无误的行", "faults: {count}; nothing was taken in. Mend them and send again; or take the good rows with --accept-good-rows --mended DIR";
    UNCHANGED = "未变", "Unchanged";
    REFUSED_ROWS = "未采用", "Refused";
    NOTHING_NEW = "登记库中已有全部内容，没有变化。", "The register had all of it; nothing was changed.";
    CORRECTIONS_HINT = "更正的各行见 huigu batches 批次号", "`huigu batches N` lists the rows corrected.";
    CheckedWell { rows } = "检查无误：{rows} 行可以入库；未作任何改动。", "No faults. Rows to be taken in: {rows}; nothing was changed.";
    EffectOnApproved { year } = "入库后对已核定的 {year} 年度的影响：", "What taking them in would change in {year}, approved already:";
    NO_BATCHES = "还没有批次；用 huigu import 报送台账", "no batches yet; `huigu import` takes books in";
    WithdrawsBatch { batch, closed, restored } = "撤回第 {batch} 批：撤下 {closed} 行，恢复 {restored} 行", "withdraws batch {batch}; rows taken away: {closed}, brought back: {restored}";
    WithdrawnByBatch { batch } = "已由第 {batch} 批撤回", "withdrawn by batch {batch}";
    CorrectionsTitle { count } = "更正的行（{count}）：", "rows corrected ({count}):";
    CorrectionLine { key, file, row, changed } = "  {key}（{file} 第 {row} 行）：{changed}", "  {key} ({file} row {row}): {changed}";
    TAKEN_AWAY = "已撤下", "taken away";
    Withdrawn { of, batch, closed, restored } = "已撤回第 {of} 批（本次为第 {batch} 批）：撤下 {closed} 行，恢复旧内容 {restored} 行", "batch {of} is withdrawn (this is batch {batch}); rows taken away: {closed}, brought back: {restored}";
    WouldWithdraw { of, batch, closed, restored } = "撤回第 {of} 批（将为第 {batch} 批）会撤下 {closed} 行，恢复旧内容 {restored} 行；未作任何改动", "withdrawing batch {of} (it would be batch {batch}); rows it would take away: {closed}, bring back: {restored}; nothing was changed";
    WithdrawalEffect { year } = "撤回后对已核定的 {year} 年度的影响：", "What withdrawing it would change in {year}, approved already:";
    FaultsAfterWithdrawal { count } = "撤回后登记库有 {count} 处错误，改正前不能据以计算。请重新报送该批中仍然有效的行", "faults in the register after this: {count}; nothing is computed from it until they are mended; send again what of the batch still holds";
    NoSuchKind { kind, known } = "没有台账类别“{kind}”；有：{known}", "there is no kind of book `{kind}`; there are: {known}";
}
