//! Running a register: checks, backups, the server.

texts! {
    CheckFound { check, about, place, what } = "{check}（{about}）{place}：{what}", "{check} ({about}) {place}: {what}";
    CheckBooks { count } = "books（各行之间）：{count} 处错误", "books (rows together): faults: {count}";
    BackedUp { path, rows, batch } = "已备份到 {path}：{rows} 行，至第 {batch} 批", "backed up to {path}: {rows} rows, up to batch {batch}";
    KeyIsApart { path } = "备份不含个人身份号码密钥 {path}，请另行妥善保存，恢复后放回登记库目录", "the key of identity numbers, {path}, is not in the backup: keep a copy apart, and put it beside a restored register";
    RestoredTo { place, rows, batch } = "已恢复到 {place} 并通过全部校验：{rows} 行，至第 {batch} 批", "restored to {place} and verified: {rows} rows, up to batch {batch}";
    Serving { address } = "门户已就绪：{address}（Ctrl-C 停止）", "the portal is ready at {address} (Ctrl-C stops it)";
    NotListening { address, why } = "不能在 {address} 上提供服务：{why}。请检查地址、端口和证书", "cannot serve on {address}: {why}; check address, port and certificate";
    NO_SERVER = "此处不能提供服务", "nothing can be served from here";
    LogFilter { filter, why } = "日志级别“{filter}”无法理解：{why}", "the log filter `{filter}` cannot be read: {why}";
    MigratedNothing { after } = "表结构已是第 {after} 版，无需升级", "the tables are of version {after} already";
    Migrated { before, after } = "表结构已由第 {before} 版升级到第 {after} 版", "the tables were brought from version {before} to {after}";
}
