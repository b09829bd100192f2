//! Users who may sign in.

texts! {
    Added { login } = "已添加用户 {login}。初始密码（7 天内有效，首次登录须更换）：", "user {login} added; first password (good for 7 days, to be changed when signing in):";
    Reset { login } = "已重置用户 {login}：动态口令、会话和令牌均已失效。新的初始密码（7 天内有效）：", "user {login} reset: second factor, sessions and tokens are void; new first password (good for 7 days):";
    Disabled { login } = "已停用用户 {login}，其会话已结束", "user {login} disabled; its sessions have ended";
    Enabled { login } = "已重新启用用户 {login}", "user {login} may sign in again";
    PASSWORD_ONCE = "此密码只显示这一次，请当面或另行安全地交给本人", "this password is shown this once: hand it over in person or another safe way";
    NONE_YET = "还没有用户；用 huigu user add 添加", "no users yet; add one with `huigu user add`";
    SINCE = "添加日期", "Since";
    DisabledOn { date } = "{date} 停用", "disabled {date}";
    AWAITED = "尚未更换初始密码", "first password not changed yet";
    HAS_FACTOR = "已设动态口令", "second factor set";
    USERS = "用户", "Users";
    FirstPassword { login } = "{login} 的初始密码", "First password of {login}";
    HAND_OVER = "请当面或以安全方式交给本人。一周内有效，首次登录须更改；本页关闭后不再显示。", "Hand it over in person or by a safe way. It holds for a week, must be changed at the first sign-in, and is never shown again.";
    ENABLE = "恢复", "Enable";
    DISABLE = "停用", "Disable";
    RESET = "重置密码", "Reset";
    ADD_USER = "添加用户", "Add a user";
    ADD = "添加", "Add";
}
