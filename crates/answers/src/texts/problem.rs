//! What goes wrong with a request: titles, and what to do next.

texts! {
    MediaTypes { allowed } = "Content-Type 应为：{allowed}；不接受压缩（Content-Encoding）。", "Content-Type must be one of: {allowed}; Content-Encoding is not taken.";
    BodyTooLarge { most } = "请求正文至多 {most} 字节，请拆分后再发送。", "A body has at most {most} bytes; split it and send the parts.";
    BODY_BROKE_OFF = "请求正文中断。", "The body broke off.";
    BookFaults { count } = "发现 {count} 处错误，全部未入库。请按 sending.issues 修改后重新报送。", "Errors: {count}; nothing was saved. Correct them as `sending.issues` says and send again.";
    BodyPlace { line, column } = "第 {line} 行第 {column} 列附近无法理解，见 why。", "Not understood near line {line}, column {column}; see `why`.";
    NO_SUCH_CURSOR = "cursor 不是这个列表给出的，请从第一页重新开始。", "This list did not give this cursor; begin again with the first page.";
    CSRF_NEEDED = "凭浏览器会话改动时，须在 X-CSRF-Token 中带上页面表单的 csrf 值。", "To change something by the browser's session, send the `csrf` of a page's form in X-CSRF-Token.";
    PATH_NOT_UTF8 = "地址中有无法识别的字符，应为 UTF-8。", "The path is not UTF-8.";
    KeyForm { most } = "Idempotency-Key 应为 1 至 {most} 个 ASCII 字符。", "Idempotency-Key has 1 to {most} ASCII characters.";
    ParameterMissing { name } = "缺少参数“{name}”。", "Parameter `{name}` is missing.";
    ParameterUnknown { name } = "没有名为“{name}”的参数。", "There is no parameter `{name}`.";
    ParameterTwice { name } = "参数“{name}”出现了两次。", "Parameter `{name}` stands twice.";
    ParameterForm { name, example } = "参数“{name}”的写法不对，应如：{example}", "Parameter `{name}` cannot be that; such as: {example}";
    WHY_IN_LOG = "原因已记入日志。请稍后重试；若仍出错，请把请求编号告诉管理员。", "The reason was logged. Try again later; if it happens again, give the administrator the request id.";
    BACK_HOME = "返回首页", "Back to the overview";
    REQUEST = "请求编号：", "Request: ";
    NO_PAGE = "页面不存在", "Page not found";
    SIGN_IN_FIRST = "请先登录", "Sign in first";
    REQUEST_WRONG = "提交内容有误", "Invalid request";
    METHOD_WRONG = "此处不接受这种请求", "Not to be asked in this way";
    CONTENT_TOO_LARGE = "内容过大", "Too large";
    NO_ANSWER = "暂时无法办理", "Temporarily unavailable";
    NO_PAGE_HINT = "网址有误，或者该页已经移动。请检查网址，或从首页查找。", "The address is wrong or the page has moved. Check the address, or begin at the overview.";
    NotFound { what } = "没有找到“{what}”，或者它不在您可以查看的范围之内。请核对编号。", "“{what}” was not found, or you may not see it. Check the id.";
    NotUnderstood { what } = "无法理解“{what}”。日期请写作 2022-06-30，年度请写作 2022。", "“{what}” cannot be read. Write a date as 2022-06-30, a year as 2022.";
    METHOD_HINT = "请返回上一页，从页面上的按钮或链接操作。", "Go back and use the buttons and links of the page.";
    TOO_LARGE_HINT = "所发送的内容超过上限。台账请在“台账报送”页上传，或拆分后再发送。", "What was sent is above the limit. Upload books on the page for books, or send them in parts.";
    FORGED_HINT = "表单已失效或并非来自本系统。请刷新页面后重新提交。", "The form is out of date or not ours. Reload the page and send it again.";
    TryAgain { seconds } = "请在 {seconds} 秒后再试。", "Try again in {seconds} seconds.";
    TOO_SLOW_HINT = "内容来得太慢，已停止接收。请检查网络，然后重新发送。", "It came too slowly and was given up. Check the network and send it again.";
    BROKEN_HINT = "系统内部出错，已记入日志。请稍后重试；若仍出错，请把下面的请求编号告诉管理员。", "An internal error occurred and was logged. Try again later; if it happens again, give the administrator the request number below.";
    NO_FILE = "没有选择文件。请返回选择要报送的文件。", "No file was chosen. Go back and choose what to send.";
    KindUnknown { file } = "从文件名“{file}”看不出台账种类。请在表单中选定种类，或按模板命名。", "The name “{file}” does not tell the kind of book. Choose the kind in the form, or name the file like its template.";
    TOO_LONG_HINT = "网址过长，没有处理。请从页面上的按钮或链接操作。", "The address is too long, and nothing was done. Use the buttons and links of the pages.";
}
