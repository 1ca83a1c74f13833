<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutWindow</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version {version} · Python {python} · Qt {qt}</source>
        <translation>版本 {version} · Python {python} · Qt {qt}</translation>
    </message>
    <message>
        <source>Your workbooks stay on this computer. The program sends nothing anywhere and needs no network.</source>
        <translation>工作簿只保存在这台电脑上。本程序不向任何地方发送数据，也不需要网络。</translation>
    </message>
    <message>
        <source>Made with Qt for Python (LGPL v3), SQLite and SQLCipher.</source>
        <translation>使用 Qt for Python（LGPL v3）、SQLite 和 SQLCipher 制作。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>&amp;New workbook…</source>
        <translation>新建工作簿(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>打开演示工作簿(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save a copy…</source>
        <translation>另存副本(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export cards…</source>
        <translation>导出卡片(&amp;E)…</translation>
    </message>
    <message>
        <source>Expor&amp;t calendar…</source>
        <translation>导出日历(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Print map…</source>
        <translation>打印影响图(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Close workbook</source>
        <translation>关闭工作簿(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>Add c&amp;lient</source>
        <translation>添加客户(&amp;L)</translation>
    </message>
    <message>
        <source>Add p&amp;erson</source>
        <translation>添加人员(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>F&amp;ilter this list</source>
        <translation>筛选列表(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Clients</source>
        <translation>客户(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Overview of the client</source>
        <translation>客户概览(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;People of the client</source>
        <translation>客户人员(&amp;P)</translation>
    </message>
    <message>
        <source>Influence &amp;map</source>
        <translation>影响图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Suppliers of the client</source>
        <translation>客户的供应商(&amp;S)</translation>
    </message>
    <message>
        <source>Fold or unfold &amp;all</source>
        <translation>全部折叠或展开(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Arrange the map</source>
        <translation>自动排列影响图(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Free layout or lanes</source>
        <translation>自由布局/泳道(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Show how things move</source>
        <translation>显示移动动画(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Reduce motion</source>
        <translation>减少动画(&amp;R)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Source and certainty…</source>
        <translation>来源与可信程度(&amp;S)…</translation>
    </message>
    <message>
        <source>Holds &amp;today</source>
        <translation>今天仍成立(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Previous values…</source>
        <translation>以前的值(&amp;P)…</translation>
    </message>
    <message>
        <source>Print question &amp;list…</source>
        <translation>打印问题清单(&amp;L)…</translation>
    </message>
    <message>
        <source>Ph&amp;oto…</source>
        <translation>照片(&amp;O)…</translation>
    </message>
    <message>
        <source>Attac&amp;h a file…</source>
        <translation>添加附件(&amp;H)…</translation>
    </message>
    <message>
        <source>Toda&amp;y</source>
        <translation>今日(&amp;Y)</translation>
    </message>
    <message>
        <source>What we don&apos;t &amp;know</source>
        <translation>还不知道的(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Merge duplicates…</source>
        <translation>合并重复记录(&amp;M)…</translation>
    </message>
    <message>
        <source>Mo&amp;ve to another client…</source>
        <translation>转到另一客户(&amp;V)…</translation>
    </message>
    <message>
        <source>Merge &amp;with…</source>
        <translation>与另一条合并(&amp;W)…</translation>
    </message>
    <message>
        <source>Chan&amp;ge the selected…</source>
        <translation>修改所选(&amp;G)…</translation>
    </message>
    <message>
        <source>Add a filter &amp;by…</source>
        <translation>添加筛选条件(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Everyone</source>
        <translation>全部人员(&amp;E)</translation>
    </message>
    <message>
        <source>Colum&amp;ns of the list…</source>
        <translation>列表的列(&amp;N)…</translation>
    </message>
    <message>
        <source>Settin&amp;gs</source>
        <translation>设置(&amp;G)</translation>
    </message>
    <message>
        <source>Ou&amp;r staff</source>
        <translation>我方人员(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Health of the map</source>
        <translation>图的健康度(&amp;H)</translation>
    </message>
    <message>
        <source>What &amp;if…</source>
        <translation>假设推演(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Reviews</source>
        <translation>复盘(&amp;R)</translation>
    </message>
    <message>
        <source>Free&amp;ze as a review…</source>
        <translation>保存为复盘(&amp;Z)…</translation>
    </message>
    <message>
        <source>&amp;Earlier review</source>
        <translation>更早的复盘(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Later review</source>
        <translation>更晚的复盘(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Ties, and who can introduce me</source>
        <translation>人脉与引见(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Who can introduce me?</source>
        <translation>谁能引见？(&amp;W)</translation>
    </message>
    <message>
        <source>Meet&amp;ing pack…</source>
        <translation>项目研讨材料(&amp;I)…</translation>
    </message>
    <message>
        <source>Copy the map a&amp;s a picture</source>
        <translation>影响图复制为图片(&amp;S)</translation>
    </message>
</context>
<context>
    <name>AddField</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add something known that has no line here yet</source>
        <translation>添加这里还没有的内容</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Which field?</source>
        <translation>哪个字段？</translation>
    </message>
    <message>
        <source>New field “{name}”…</source>
        <translation>新字段“{name}”…</translation>
    </message>
    <message>
        <source>New field…</source>
        <translation>新字段…</translation>
    </message>
</context>
<context>
    <name>AdoptionBlock</name>
    <message>
        <source>1 more product</source>
        <translation>还有 1 个产品</translation>
    </message>
    <message>
        <source>{n} more products</source>
        <translation>还有 {n} 个产品</translation>
    </message>
    <message>
        <source>{lead}: {texts}</source>
        <translation>{lead}：{texts}</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>How to deal with them</source>
        <translation>怎样打交道</translation>
    </message>
</context>
<context>
    <name>AdviceText</name>
    <message>
        <source>not given yet: write your own</source>
        <translation>还没有：写下自己的</translation>
    </message>
    <message>
        <source>own words</source>
        <translation>自写</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Say it in your own words (F2)</source>
        <translation>用自己的话写（F2）</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Back to the method&apos;s text</source>
        <translation>恢复方法原文</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>Everything is in order already</source>
        <translation>已经排列整齐</translation>
    </message>
    <message>
        <source>The layout is changed on the map itself: go back to it first</source>
        <translation>布局只能在影响图本身上更改：请先返回影响图</translation>
    </message>
    <message>
        <source>Free layout: cards stay where you put them; level and function stay as they are</source>
        <translation>自由布局：卡片放在哪里就在哪里，级别和部门职能不变</translation>
    </message>
    <message>
        <source>In lanes: level and function are where a card stands</source>
        <translation>泳道布局：卡片所在的泳道即其级别和部门职能</translation>
    </message>
</context>
<context>
    <name>AskType</name>
    <message>
        <source>What kind of client is this?</source>
        <translation>这是哪一类客户？</translation>
    </message>
    <message>
        <source>What is asked depends on it: the grade of a hospital, ten facts of a distributor.</source>
        <translation>类型不同，要了解的内容也不同：医院问等级，经销商问十项资料。</translation>
    </message>
</context>
<context>
    <name>AttachmentDelegate</name>
    <message>
        <source>Name of the file</source>
        <translation>文件名</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Picture {time}</source>
        <translation>图片 {time}</translation>
    </message>
    <message>
        <source>Attaching files</source>
        <translation>正在添加附件</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>正在打开文件</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Saving the file</source>
        <translation>正在保存文件</translation>
    </message>
    <message>
        <source>Removed {what}</source>
        <translation>已移除{what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Attach a file…</source>
        <translation>添加附件…</translation>
    </message>
    <message>
        <source>Or drop files here, or paste copied ones</source>
        <translation>也可将文件拖到此处，或粘贴复制的文件</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Attached {what}</source>
        <translation>已添加{what}</translation>
    </message>
    <message>
        <source>It is attached already</source>
        <translation>该文件已在附件中</translation>
    </message>
</context>
<context>
    <name>AttachmentsCard</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>BadgeButton</name>
    <message>
        <source>Pin in place</source>
        <translation>固定位置</translation>
    </message>
    <message>
        <source>Weight in the decision…</source>
        <translation>决策比重…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Read-only: {who} has this workbook open. You see what is saved there.</source>
        <translation>只读：{who} 正打开着此工作簿。您看到的是那里已保存的内容。</translation>
    </message>
    <message>
        <source>Read-only: this file or its folder cannot be written. Save a copy to edit it.</source>
        <translation>只读：此文件或所在文件夹无法写入。如需编辑，请另存副本。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>BulkPanel</name>
    <message>
        <source>Change {who}</source>
        <translation>修改 {who}</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>修改哪一项</translation>
    </message>
    <message>
        <source>What to change?</source>
        <translation>修改哪一项？</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Clear {field} of {who}</source>
        <translation>清空 {who}的{field}</translation>
    </message>
    <message>
        <source>{who} changed</source>
        <translation>已修改 {who}</translation>
    </message>
    <message>
        <source>{n} without a purchase left out</source>
        <translation>{n} 人没有采购项目，未修改</translation>
    </message>
    <message>
        <source>{n} without a client left out</source>
        <translation>{n} 人没有客户，未修改</translation>
    </message>
    <message>
        <source>Changing {who}</source>
        <translation>正在修改 {who}</translation>
    </message>
</context>
<context>
    <name>ChangeList</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesCard</name>
    <message>
        <source>What is supposed</source>
        <translation>假设的修改</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>ChecklistCard</name>
    <message>
        <source>{n} of {all} answered</source>
        <translation>已回答 {n} / {all}</translation>
    </message>
</context>
<context>
    <name>ChecklistEditor</name>
    <message>
        <source>In your own words</source>
        <translation>用自己的话写</translation>
    </message>
</context>
<context>
    <name>ClientList</name>
    <message>
        <source>Deleted {name}</source>
        <translation>已删除{name}</translation>
    </message>
    <message>
        <source>Deleted {name} with {things}</source>
        <translation>已删除{name}，连同{things}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Filter the clients</source>
        <translation>筛选客户</translation>
    </message>
    <message>
        <source>Add a client: name, Enter</source>
        <translation>添加客户：输入名称，回车</translation>
    </message>
    <message>
        <source>Name of a new client</source>
        <translation>新客户名称</translation>
    </message>
    <message>
        <source>No clients yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>Start with the one you visit next: type its name and press Enter.</source>
        <translation>从下一个要拜访的客户开始：输入名称，按回车。</translation>
    </message>
    <message>
        <source>Add a client</source>
        <translation>添加客户</translation>
    </message>
    <message>
        <source>No client holds this text</source>
        <translation>没有客户包含这段文字</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>显示所有客户</translation>
    </message>
    <message>
        <source>Deleting {name}</source>
        <translation>正在删除 {name}</translation>
    </message>
</context>
<context>
    <name>ClientPage</name>
    <message>
        <source>Grade {grade}</source>
        <translation>{grade} 级</translation>
    </message>
    <message>
        <source>No next step yet</source>
        <translation>还没有下一步</translation>
    </message>
    <message>
        <source>Next step: {step}</source>
        <translation>下一步：{step}</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>People {n}</source>
        <translation>人员 {n}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Influence map</source>
        <translation>影响图</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Last contact {time} ago</source>
        <translation>上次联系：{time}前</translation>
    </message>
    <message>
        <source>Last contact today</source>
        <translation>今天联系过</translation>
    </message>
    <message>
        <source>Going cold · {time}</source>
        <translation>正在变冷 · {time}</translation>
    </message>
    <message>
        <source>Name of the client</source>
        <translation>客户名称</translation>
    </message>
    <message>
        <source>Export cards…</source>
        <translation>导出卡片…</translation>
    </message>
    <message>
        <source>Parts of the client&apos;s page</source>
        <translation>客户页的各部分</translation>
    </message>
    <message>
        <source>Warmth {percent}%</source>
        <translation>热度 {percent}%</translation>
    </message>
    <message>
        <source>Share {percent}% · {zone}</source>
        <translation>份额 {percent}% · {zone}</translation>
    </message>
</context>
<context>
    <name>ColumnPanel</name>
    <message>
        <source>Columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Which column?</source>
        <translation>哪一列？</translation>
    </message>
    <message>
        <source>Find a column</source>
        <translation>查找列</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>恢复默认列</translation>
    </message>
</context>
<context>
    <name>ConcernsCard</name>
    <message>
        <source>Drag, or Alt+Up and Alt+Down; Del takes one out</source>
        <translation>可拖动排序，也可用 Alt+Up、Alt+Down；按 Del 移除</translation>
    </message>
    <message>
        <source>Add what matters…</source>
        <translation>添加关注因素…</translation>
    </message>
    <message>
        <source>Add what matters</source>
        <translation>添加关注因素</translation>
    </message>
</context>
<context>
    <name>ConditionChip</name>
    <message>
        <source>Press to change it, Delete to take it away</source>
        <translation>点击可修改，按 Del 键删除</translation>
    </message>
</context>
<context>
    <name>ConditionPanel</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>What to filter by</source>
        <translation>按什么筛选</translation>
    </message>
    <message>
        <source>Filter by…</source>
        <translation>按什么筛选…</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>1 person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>{n} people</source>
        <translation>{n} 人</translation>
    </message>
    <message>
        <source>1 purchase</source>
        <translation>1 个采购项目</translation>
    </message>
    <message>
        <source>{n} purchases</source>
        <translation>{n} 个采购项目</translation>
    </message>
    <message>
        <source>1 visit</source>
        <translation>1 次拜访</translation>
    </message>
    <message>
        <source>{n} visits</source>
        <translation>{n} 次拜访</translation>
    </message>
    <message>
        <source>1 fact</source>
        <translation>1 项资料</translation>
    </message>
    <message>
        <source>{n} facts</source>
        <translation>{n} 项资料</translation>
    </message>
    <message>
        <source>1 link</source>
        <translation>1 条关系</translation>
    </message>
    <message>
        <source>{n} links</source>
        <translation>{n} 条关系</translation>
    </message>
    <message>
        <source>1 card</source>
        <translation>1 张卡片</translation>
    </message>
    <message>
        <source>{n} cards</source>
        <translation>{n} 张卡片</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个附件</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 个附件</translation>
    </message>
    <message>
        <source>1 field</source>
        <translation>1 个字段</translation>
    </message>
    <message>
        <source>{n} fields</source>
        <translation>{n} 个字段</translation>
    </message>
    <message>
        <source>1 previous value</source>
        <translation>以前的 1 个值</translation>
    </message>
    <message>
        <source>{n} previous values</source>
        <translation>以前的 {n} 个值</translation>
    </message>
    <message>
        <source>1 task</source>
        <translation>1 项任务</translation>
    </message>
    <message>
        <source>{n} tasks</source>
        <translation>{n} 项任务</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
    <message>
        <source>1 map</source>
        <translation>1 张影响图</translation>
    </message>
    <message>
        <source>{n} maps</source>
        <translation>{n} 张影响图</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 个客户</translation>
    </message>
    <message>
        <source>{n} clients</source>
        <translation>{n} 个客户</translation>
    </message>
    <message>
        <source>1 review</source>
        <translation>1 次复盘</translation>
    </message>
    <message>
        <source>{n} reviews</source>
        <translation>{n} 次复盘</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 处变化</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} 处变化</translation>
    </message>
    <message>
        <source>1 tie</source>
        <translation>1 条关系</translation>
    </message>
    <message>
        <source>{n} ties</source>
        <translation>{n} 条关系</translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>An error in the program</source>
        <translation>程序出错</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>程序出了错</translation>
    </message>
    <message>
        <source>Your workbook is safe: every change was saved when you made it. You can go on working; if something looks wrong, close the program and start it again.</source>
        <translation>您的工作簿是安全的：每次修改都已即时保存。您可以继续工作；如果有异常，请关闭程序后重新打开。</translation>
    </message>
    <message>
        <source>The report below holds no client data. It is kept at:
{path}</source>
        <translation>下面的报告不含客户数据，保存在：
{path}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>CropPanel</name>
    <message>
        <source>Choose the part of the picture</source>
        <translation>选取照片范围</translation>
    </message>
    <message>
        <source>Part of the picture that is shown</source>
        <translation>照片显示的范围</translation>
    </message>
    <message>
        <source>Arrow keys move it, + and − change its size</source>
        <translation>方向键移动，+ 和 − 缩放</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use photo</source>
        <translation>使用照片</translation>
    </message>
    <message>
        <source>Drag to move, wheel to zoom</source>
        <translation>拖动可移动，滚轮可缩放</translation>
    </message>
</context>
<context>
    <name>DatePanel</name>
    <message>
        <source>Solar</source>
        <translation>公历</translation>
    </message>
    <message>
        <source>Lunar</source>
        <translation>农历</translation>
    </message>
    <message>
        <source>leap {month}</source>
        <translation>闰{month}</translation>
    </message>
    <message>
        <source>Choose a date</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>历法</translation>
    </message>
    <message>
        <source>open</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Leap month</source>
        <translation>闰月</translation>
    </message>
</context>
<context>
    <name>DepartmentLine</name>
    <message>
        <source>Add {field}…</source>
        <translation>添加{field}…</translation>
    </message>
    <message>
        <source>department</source>
        <translation>部门</translation>
    </message>
</context>
<context>
    <name>DepartmentModel</name>
    <message>
        <source>Add a department…</source>
        <translation>添加部门…</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>部门职能</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
</context>
<context>
    <name>DepartmentTable</name>
    <message>
        <source>Deleted {name}</source>
        <translation>已删除{name}</translation>
    </message>
    <message>
        <source>Deleted {name}: {people} without a department now</source>
        <translation>已删除{name}：{people}不再属于任何部门</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Function…</source>
        <translation>部门职能…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>Could not be saved and kept as typed: {fields}</source>
        <translation>未能保存，已按输入保留：{fields}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>EditableLine</name>
    <message>
        <source>Source, certainty, date (Ctrl+E)</source>
        <translation>来源、可信程度、日期（Ctrl+E）</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Source and certainty…</source>
        <translation>来源与可信程度…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Confirm: it holds today (Ctrl+T)</source>
        <translation>核实：今天仍成立(Ctrl+T)</translation>
    </message>
    <message>
        <source>Still true today</source>
        <translation>今天仍成立</translation>
    </message>
    <message>
        <source>Previous values…</source>
        <translation>以前的值…</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Change attitudes, weights, roles or links on the map as ever: nothing of it is saved.</source>
        <translation>像平时一样在图上修改态度、比重、角色或关系：都不会保存。</translation>
    </message>
    <message>
        <source>The map shows what is in the workbook. Changes can be tried without saving them.</source>
        <translation>图上是工作簿的现状。可以试着修改而不保存。</translation>
    </message>
    <message>
        <source>Applied, it counts as assumed. Until then it is kept while the workbook is open.</source>
        <translation>采用后按“推测”记录；在此之前，工作簿打开期间一直保留。</translation>
    </message>
    <message>
        <source>Go on trying</source>
        <translation>继续推演</translation>
    </message>
    <message>
        <source>Try changes</source>
        <translation>开始推演</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Write all of this into the workbook, as one step</source>
        <translation>全部写入工作簿，作为一步操作</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>Essentials</name>
    <message>
        <source>{age} years</source>
        <translation>{age} 岁</translation>
    </message>
    <message>
        <source>birthday today</source>
        <translation>今天生日</translation>
    </message>
    <message>
        <source>next: {day}</source>
        <translation>下次：{day}</translation>
    </message>
    <message>
        <source>Last contact {time} ago</source>
        <translation>上次联系：{time}前</translation>
    </message>
    <message>
        <source>Last contact today</source>
        <translation>今天联系过</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>source?</source>
        <translation>来源？</translation>
    </message>
    <message>
        <source>ask again</source>
        <translation>待核实</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Learned on</source>
        <translation>获知日期</translation>
    </message>
    <message>
        <source>Still true today</source>
        <translation>今天仍成立</translation>
    </message>
    <message>
        <source>I checked: this still holds today</source>
        <translation>我核实过：今天仍然成立</translation>
    </message>
</context>
<context>
    <name>ExportCalendarDialog</name>
    <message>
        <source>Export calendar</source>
        <translation>导出日历</translation>
    </message>
    <message>
        <source>Whose dates?</source>
        <translation>导出谁的日子？</translation>
    </message>
    <message>
        <source>The whole workbook</source>
        <translation>整个工作簿</translation>
    </message>
    <message>
        <source>With private dates</source>
        <translation>包含私人日子</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{whose}: dates of {people}</source>
        <translation>{whose}：{people}的日子</translation>
    </message>
    <message>
        <source>Holidays go out. Birthdays, family occasions and the like stay here.</source>
        <translation>只导出节日；生日、家庭纪念日等留在工作簿里。</translation>
    </message>
    <message>
        <source>{people}; these private dates go out: {fields}. The export is noted in the workbook.</source>
        <translation>将导出 {people}的私人日子：{fields}。本次导出会记入工作簿。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Calendars (*{suffix})</source>
        <translation>日历 (*{suffix})</translation>
    </message>
    <message>
        <source>Exporting calendar</source>
        <translation>正在导出日历</translation>
    </message>
    <message>
        <source>{n} events in {file}</source>
        <translation>{n} 个日程，已导出到 {file}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>ExportCardsDialog</name>
    <message>
        <source>Export cards</source>
        <translation>导出卡片</translation>
    </message>
    <message>
        <source>Whose cards?</source>
        <translation>导出谁的卡片？</translation>
    </message>
    <message>
        <source>With private fields</source>
        <translation>包含私密字段</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Only {name}</source>
        <translation>仅{name}</translation>
    </message>
    <message>
        <source>{client}: {people}</source>
        <translation>{client}：{people}</translation>
    </message>
    <message>
        <source>The whole workbook: {people}</source>
        <translation>整个工作簿：{people}</translation>
    </message>
    <message>
        <source>Family, birthday, private contacts, coach and the like are left out of the file.</source>
        <translation>家庭、生日、私人联系方式、内线等不写入文件。</translation>
    </message>
    <message>
        <source>{people}; these private fields go out: {fields}. The export is noted in the workbook.</source>
        <translation>{people}；将导出这些私密字段：{fields}。此次导出会记录在工作簿中。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{name} cards</source>
        <translation>{name} 卡片</translation>
    </message>
    <message>
        <source>Excel workbooks (*{suffix})</source>
        <translation>Excel 工作簿 (*{suffix})</translation>
    </message>
    <message>
        <source>Exporting cards</source>
        <translation>正在导出卡片</translation>
    </message>
    <message>
        <source>{cards} in {file}</source>
        <translation>{cards}，文件：{file}</translation>
    </message>
    <message>
        <source>Texts that were cut: {n}</source>
        <translation>被截断的文字：{n} 处</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>FactField</name>
    <message>
        <source>Add {field}…</source>
        <translation>添加{field}…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
</context>
<context>
    <name>FactSection</name>
    <message>
        <source>{known} of {asked} are known. By weight that is {percent}%: what matters more counts more.</source>
        <translation>{asked} 项中已知 {known} 项。按重要程度计为 {percent}%：越重要的信息所占比重越大。</translation>
    </message>
</context>
<context>
    <name>FieldsTab</name>
    <message>
        <source>What the fields are about</source>
        <translation>字段所属对象</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>自己的字段</translation>
    </message>
    <message>
        <source>None yet. Fields of your own are asked, found, printed and exported like those of the method.</source>
        <translation>还没有。自己的字段与方法自带的一样：会提问、能查到、可打印、可导出。</translation>
    </message>
    <message>
        <source>New field…</source>
        <translation>新字段…</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>What they hold is kept.</source>
        <translation>已填内容都保留。</translation>
    </message>
    <message>
        <source>several entries</source>
        <translation>可填多条</translation>
    </message>
    <message>
        <source>for each product</source>
        <translation>每个产品各一项</translation>
    </message>
    <message>
        <source>private</source>
        <translation>私密</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Name in English…</source>
        <translation>英文名称…</translation>
    </message>
    <message>
        <source>Name in Chinese…</source>
        <translation>中文名称…</translation>
    </message>
    <message>
        <source>Private: left out of shared exports</source>
        <translation>私密：共享导出时不带出</translation>
    </message>
    <message>
        <source>Choices of “{name}”…</source>
        <translation>“{name}”的选项…</translation>
    </message>
    <message>
        <source>Move to section</source>
        <translation>移到分组</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Retire: ask and offer it no longer</source>
        <translation>停用：不再提问和提供</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open a workbook</source>
        <translation>打开工作簿</translation>
    </message>
    <message>
        <source>{name} copy</source>
        <translation>{name} 副本</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Copy saved: {path}</source>
        <translation>副本已保存：{path}</translation>
    </message>
    <message>
        <source>Saving a copy</source>
        <translation>正在另存副本</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Workbooks (*{suffix});;All files (*)</source>
        <translation>工作簿 (*{suffix});;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>Save as view…</source>
        <translation>存为视图…</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>A name, pinyin, a phone number</source>
        <translation>姓名、拼音或电话号码</translation>
    </message>
    <message>
        <source>A name or pinyin</source>
        <translation>名称或拼音</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
</context>
<context>
    <name>FoldTitle</name>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>Gesture</name>
    <message>
        <source>Put people onto the map</source>
        <translation>让人上图</translation>
    </message>
    <message>
        <source>Drag them from the list</source>
        <translation>从列表中拖出</translation>
    </message>
    <message>
        <source>Menu of the list: Put onto the map</source>
        <translation>列表菜单：放到图上</translation>
    </message>
    <message>
        <source>Move to another level or function</source>
        <translation>移到另一级别或部门职能</translation>
    </message>
    <message>
        <source>Drag the card into that lane</source>
        <translation>把卡片拖到那条区域</translation>
    </message>
    <message>
        <source>Menu: Move</source>
        <translation>菜单：移动</translation>
    </message>
    <message>
        <source>Move within the lane</source>
        <translation>在区域内移动</translation>
    </message>
    <message>
        <source>Drag the card, or all that are selected</source>
        <translation>拖动卡片，或拖动所有选中的卡片</translation>
    </message>
    <message>
        <source>Let someone report to someone</source>
        <translation>设定谁向谁汇报</translation>
    </message>
    <message>
        <source>Hold the card over the superior&apos;s until it lights up; Alt prevents it</source>
        <translation>把卡片停在上级的卡片上，待其亮起后松开；按住 Alt 则不会</translation>
    </message>
    <message>
        <source>Menu: Reports to…</source>
        <translation>菜单：汇报给…</translation>
    </message>
    <message>
        <source>Draw a link</source>
        <translation>画关系</translation>
    </message>
    <message>
        <source>Drag from a dot of the card to another card</source>
        <translation>从卡片边上的圆点拖到另一张卡片</translation>
    </message>
    <message>
        <source>Menu: Draw a link from here</source>
        <translation>菜单：从这里画关系</translation>
    </message>
    <message>
        <source>Carry a link to another card</source>
        <translation>把关系改接到另一张卡片</translation>
    </message>
    <message>
        <source>Select the link, drag one of its ends</source>
        <translation>选中关系，拖动它的一端</translation>
    </message>
    <message>
        <source>Menu: Start at another card…, End at another card…</source>
        <translation>菜单：改接起点…、改接终点…</translation>
    </message>
    <message>
        <source>Drag a badge onto the card, or onto one of those selected</source>
        <translation>把徽标拖到卡片上，或拖到选中的任一张卡片上</translation>
    </message>
    <message>
        <source>Menu: Attitude to us, and those that follow</source>
        <translation>菜单：态度及其后各项</translation>
    </message>
    <message>
        <source>Select several</source>
        <translation>选中多张</translation>
    </message>
    <message>
        <source>Draw a band around them; with Ctrl or Shift it adds</source>
        <translation>拉框圈住；按住 Ctrl 或 Shift 为追加</translation>
    </message>
    <message>
        <source>Menu: Select all</source>
        <translation>菜单：全选</translation>
    </message>
    <message>
        <source>Look around</source>
        <translation>查看各处</translation>
    </message>
    <message>
        <source>Wheel or pinch; middle button, Space and drag, or two fingers</source>
        <translation>滚轮或双指捏合缩放；中键、空格加拖动或双指滑动平移</translation>
    </message>
    <message>
        <source>Menu: Fit to window, Natural size</source>
        <translation>菜单：适合窗口、实际大小</translation>
    </message>
    <message>
        <source>Set attitude; roles; closeness, weight, blocker, key person, trust ladder, pin</source>
        <translation>设定态度；采购角色；联系、比重、阻碍者、关键人、信任阶梯、固定</translation>
    </message>
    <message>
        <source>Go from card to card; open the person, or the link</source>
        <translation>在卡片之间移动；打开人员或关系</translation>
    </message>
    <message>
        <source>Go through the links of a card</source>
        <translation>依次选中一张卡片的关系</translation>
    </message>
    <message>
        <source>Add a person; a group; a post whose holder is unknown, and there name the holder</source>
        <translation>添加人员；群体；人选未知的职务（选中这样的职务时填写任职的人）</translation>
    </message>
    <message>
        <source>Ask who can introduce me to the selected person</source>
        <translation>谁能把我引见给选中的人</translation>
    </message>
    <message>
        <source>Take off the map, or remove the link</source>
        <translation>移出影响图，或删除关系</translation>
    </message>
    <message>
        <source>Menu of the card, the link or the ground</source>
        <translation>卡片、关系或空白处的菜单</translation>
    </message>
    <message>
        <source>Give up what was begun; select nothing</source>
        <translation>放弃正在做的操作；取消选择</translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Drag to another place</source>
        <translation>拖动调整位置</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>Health of the map</source>
        <translation>图的健康度</translation>
    </message>
    <message>
        <source>Still true today</source>
        <translation>今天仍成立</translation>
    </message>
    <message>
        <source>The old judgements of the selected people, or of all named here</source>
        <translation>核实所选人员的超期判断；未选中时为这里列出的所有人</translation>
    </message>
    <message>
        <source>Add a post whose holder is unknown</source>
        <translation>添加人选未知的职务</translation>
    </message>
    <message>
        <source>Name the holder…</source>
        <translation>填写姓名…</translation>
    </message>
    <message>
        <source>Write one for {name}…</source>
        <translation>填写{name}的措施…</translation>
    </message>
    <message>
        <source>1 judgement holds today</source>
        <translation>已核实 1 项判断</translation>
    </message>
    <message>
        <source>{n} judgements hold today</source>
        <translation>已核实 {n} 项判断</translation>
    </message>
    <message>
        <source>Drag its badge onto a card, or:</source>
        <translation>把角色徽标拖到卡片上，或者：</translation>
    </message>
    <message>
        <source>Add a post whose holder is unknown…</source>
        <translation>添加人选未知的职务…</translation>
    </message>
    <message>
        <source>Nobody plays this role</source>
        <translation>没有人担任这个角色</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Previous values</source>
        <translation>以前的值</translation>
    </message>
    <message>
        <source>Restore this value</source>
        <translation>恢复此值</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自 {day}</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LeanBar</name>
    <message>
        <source>– against us</source>
        <translation>– 反对我们</translation>
    </message>
    <message>
        <source>+ for us</source>
        <translation>+ 支持我们</translation>
    </message>
</context>
<context>
    <name>LeanCard</name>
    <message>
        <source>Where the decision leans</source>
        <translation>决策倾向</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>Unsure because {reasons}.</source>
        <translation>不确定的原因：{reasons}。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>An aid, no forecast. F1 says how it works.</source>
        <translation>仅供参考，并非预测。算法见帮助（F1）。</translation>
    </message>
</context>
<context>
    <name>LegendStrip</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Show one line only</source>
        <translation>只显示一行</translation>
    </message>
    <message>
        <source>Show all marks</source>
        <translation>显示全部图例</translation>
    </message>
</context>
<context>
    <name>LinkPanel</name>
    <message>
        <source>Turn round</source>
        <translation>掉转方向</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>删除关系</translation>
    </message>
    <message>
        <source>Only assumed: who says so?</source>
        <translation>仅为推测：依据是什么？</translation>
    </message>
    <message>
        <source>Who says so?</source>
        <translation>依据是什么？</translation>
    </message>
</context>
<context>
    <name>LinkRow</name>
    <message>
        <source>assumed</source>
        <translation>推测</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListModel</name>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} / {all}</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n} 项</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Edit {column}</source>
        <translation>编辑{column}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>按{column}排序</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Filter by {column}…</source>
        <translation>按{column}筛选…</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>隐藏此列</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>+ Filter</source>
        <translation>+ 筛选</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>The list was not read</source>
        <translation>列表尚未读取</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Find in this list</source>
        <translation>在列表中查找</translation>
    </message>
</context>
<context>
    <name>ListSwitch</name>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
</context>
<context>
    <name>ListsTab</name>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a list of your own</source>
        <translation>自己的列表</translation>
    </message>
    <message>
        <source>Add a choice: name, Enter</source>
        <translation>添加选项：输入名称，回车</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Where they were chosen they stay.</source>
        <translation>已选用的地方保留不变。</translation>
    </message>
    <message>
        <source>in the method: {name}</source>
        <translation>方法原词：{name}</translation>
    </message>
    <message>
        <source>used {n}×</source>
        <translation>已用 {n} 次</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Name in English…</source>
        <translation>英文名称…</translation>
    </message>
    <message>
        <source>Name in Chinese…</source>
        <translation>中文名称…</translation>
    </message>
    <message>
        <source>Back to the method&apos;s word</source>
        <translation>恢复方法原词</translation>
    </message>
    <message>
        <source>Its playbook…</source>
        <translation>查看对策…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Retire: offer it no longer</source>
        <translation>停用：不再提供</translation>
    </message>
</context>
<context>
    <name>LookTab</name>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>只用于本机</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Prints</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Stands on printed and exported maps; else the workbook&apos;s name</source>
        <translation>写在打印和导出的影响图上；不填则写工作簿的名称</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Undone: {step}</source>
        <translation>已撤销：{step}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done again: {step}</source>
        <translation>已重做：{step}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>No workbook opened yet</source>
        <translation>还没有打开过工作簿</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Doing it again</source>
        <translation>正在重做</translation>
    </message>
</context>
<context>
    <name>MapAim</name>
    <message>
        <source>Link from {name}: go to the other card and press Enter</source>
        <translation>从{name}画关系：移到另一张卡片，按回车</translation>
    </message>
    <message>
        <source>Superior of {name}: go to that card and press Enter</source>
        <translation>{name}的上级：移到那张卡片，按回车</translation>
    </message>
    <message>
        <source>New start of the link: go to that card and press Enter</source>
        <translation>关系的新起点：移到那张卡片，按回车</translation>
    </message>
    <message>
        <source>New end of the link: go to that card and press Enter</source>
        <translation>关系的新终点：移到那张卡片，按回车</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Open person</source>
        <translation>打开人员页</translation>
    </message>
    <message>
        <source>Key person</source>
        <translation>关键人</translation>
    </message>
    <message>
        <source>Pin in place</source>
        <translation>固定位置</translation>
    </message>
    <message>
        <source>Draw a link from here</source>
        <translation>从这里画关系</translation>
    </message>
    <message>
        <source>Take off the map</source>
        <translation>移出影响图</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Weight in the decision</source>
        <translation>决策比重</translation>
    </message>
    <message>
        <source>Left open</source>
        <translation>不定</translation>
    </message>
    <message>
        <source>Note and more…</source>
        <translation>说明等详情…</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>删除关系</translation>
    </message>
    <message>
        <source>Arrange automatically</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Natural size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>The five ties</source>
        <translation>五缘关系</translation>
    </message>
    <message>
        <source>Reports to…</source>
        <translation>汇报给…</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>One level up</source>
        <translation>上移一级</translation>
    </message>
    <message>
        <source>One level down</source>
        <translation>下移一级</translation>
    </message>
    <message>
        <source>One function to the left</source>
        <translation>左移一个部门职能</translation>
    </message>
    <message>
        <source>One function to the right</source>
        <translation>右移一个部门职能</translation>
    </message>
    <message>
        <source>A step up</source>
        <translation>上移一格</translation>
    </message>
    <message>
        <source>A step down</source>
        <translation>下移一格</translation>
    </message>
    <message>
        <source>A step to the left</source>
        <translation>左移一格</translation>
    </message>
    <message>
        <source>A step to the right</source>
        <translation>右移一格</translation>
    </message>
    <message>
        <source>Start at another card…</source>
        <translation>改接起点…</translation>
    </message>
    <message>
        <source>End at another card…</source>
        <translation>改接终点…</translation>
    </message>
    <message>
        <source>Name the holder…</source>
        <translation>填写姓名…</translation>
    </message>
    <message>
        <source>Links ({n})</source>
        <translation>关系（{n}）</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation>掉转方向</translation>
    </message>
    <message>
        <source>Add a person here…</source>
        <translation>在此添加人员…</translation>
    </message>
    <message>
        <source>Add a group here…</source>
        <translation>在此添加群体…</translation>
    </message>
    <message>
        <source>Add a post whose holder is unknown…</source>
        <translation>添加人选未知的职务…</translation>
    </message>
    <message>
        <source>Then say how we know it (N)</source>
        <translation>随后填写依据 (N)</translation>
    </message>
    <message>
        <source>Who can introduce me?</source>
        <translation>谁能引见？</translation>
    </message>
</context>
<context>
    <name>MapOutlet</name>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 图形</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>PowerPoint presentation</source>
        <translation>PowerPoint 演示文稿</translation>
    </message>
    <message>
        <source>Export the map</source>
        <translation>导出影响图</translation>
    </message>
    <message>
        <source>Exported {name}</source>
        <translation>已导出 {name}</translation>
    </message>
    <message>
        <source>Exported {name}: {width} × {height} pixels</source>
        <translation>已导出 {name}：{width} × {height} 像素</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The map is on the clipboard as a picture</source>
        <translation>影响图已作为图片复制到剪贴板</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Select a card first, or drag the badge onto one</source>
        <translation>请先选中卡片，或把标记拖到卡片上</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>also changes 1 other map</source>
        <translation>另外 1 张影响图也随之改变</translation>
    </message>
    <message>
        <source>also changes {n} other maps</source>
        <translation>另外 {n} 张影响图也随之改变</translation>
    </message>
    <message>
        <source>No purchase yet</source>
        <translation>还没有采购项目</translation>
    </message>
    <message>
        <source>An influence map shows who decides, who influences and who is against us in one purchase.</source>
        <translation>采购分析图显示在一个采购项目中谁决策、谁影响、谁反对我们。</translation>
    </message>
    <message>
        <source>New purchase</source>
        <translation>新建采购项目</translation>
    </message>
    <message>
        <source>Drag people from the left onto the map, or select them there and press Enter.</source>
        <translation>把左边的人拖到图上，或选中后按回车。</translation>
    </message>
    <message>
        <source>{question} Drag the badge onto a card, or add the person</source>
        <translation>{question}把标记拖到卡片上，或先添加此人</translation>
    </message>
    <message>
        <source>Deleted {name} with its map: {content}</source>
        <translation>已删除{name}及其影响图：{content}</translation>
    </message>
</context>
<context>
    <name>MapToolbar</name>
    <message>
        <source>Purchase</source>
        <translation>采购项目</translation>
    </message>
    <message>
        <source>Whose map is shown</source>
        <translation>显示哪个采购项目</translation>
    </message>
    <message>
        <source>Name of the purchase</source>
        <translation>采购项目名称</translation>
    </message>
    <message>
        <source>New purchase</source>
        <translation>新建采购项目</translation>
    </message>
    <message>
        <source>More about this purchase</source>
        <translation>此采购项目的更多操作</translation>
    </message>
    <message>
        <source>Rename purchase</source>
        <translation>重命名采购项目</translation>
    </message>
    <message>
        <source>Delete purchase with its map</source>
        <translation>删除采购项目及其影响图</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Put the cards in order; lanes and pinned cards stay (F8)</source>
        <translation>把卡片排整齐；泳道和固定的卡片不动（F8）</translation>
    </message>
    <message>
        <source>Free layout, without lanes (Ctrl+Shift+F)</source>
        <translation>自由布局，不分泳道（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Zoom out (Ctrl+−)</source>
        <translation>缩小（Ctrl+−）</translation>
    </message>
    <message>
        <source>Natural size (Ctrl+0)</source>
        <translation>实际大小（Ctrl+0）</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl++)</source>
        <translation>放大（Ctrl++）</translation>
    </message>
    <message>
        <source>Fit to window (Ctrl+9)</source>
        <translation>适合窗口（Ctrl+9）</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Preview and print…</source>
        <translation>预览并打印…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Black and white</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Show who is our coach (private)</source>
        <translation>显示内线（私密）</translation>
    </message>
    <message>
        <source>Meeting pack…</source>
        <translation>项目研讨材料…</translation>
    </message>
    <message>
        <source>PDF document…</source>
        <translation>PDF 文档…</translation>
    </message>
    <message>
        <source>PowerPoint slide…</source>
        <translation>PowerPoint 幻灯片…</translation>
    </message>
    <message>
        <source>SVG drawing…</source>
        <translation>SVG 图形…</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>Small, as on the screen…</source>
        <translation>小，与屏幕相同…</translation>
    </message>
    <message>
        <source>Medium, for documents…</source>
        <translation>中，用于文档…</translation>
    </message>
    <message>
        <source>Large, for posters…</source>
        <translation>大，用于海报…</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Show ties (private)</source>
        <translation>显示五缘（私密）</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Only people of this client can be put onto its map</source>
        <translation>只有本客户的人才能放到这张图上</translation>
    </message>
    <message>
        <source>{n} were left out: they are not people of this client</source>
        <translation>已略去{n}人：他们不是本客户的人</translation>
    </message>
    <message>
        <source>Only people from the list and badges can be dropped here</source>
        <translation>这里只能放下列表中的人和徽标</translation>
    </message>
    <message>
        <source>{n} people report to {superior}</source>
        <translation>{n}人汇报给{superior}</translation>
    </message>
    <message>
        <source>{name} reports to {superior}</source>
        <translation>{name}汇报给{superior}</translation>
    </message>
    <message>
        <source>{name} holds the post: {post}</source>
        <translation>{name}担任：{post}</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Influence map</source>
        <translation>影响图</translation>
    </message>
    <message>
        <source>The map has changed; the drag was cancelled</source>
        <translation>影响图已更新，拖动已取消</translation>
    </message>
    <message>
        <source>These two are linked in this way already</source>
        <translation>两人之间已有这种关系</translation>
    </message>
    <message>
        <source>These two were linked in this way already: the strength is changed</source>
        <translation>两人之间已有这种关系，只改了强度</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>{n}: answered</source>
        <translation>第 {n} 项：已回答</translation>
    </message>
    <message>
        <source>{n}: open</source>
        <translation>第 {n} 项：待回答</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>On t&amp;he map</source>
        <translation>影响图(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>文字大小(&amp;X)</translation>
    </message>
    <message>
        <source>Mot&amp;ion</source>
        <translation>动画(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>This f&amp;act</source>
        <translation>此条信息(&amp;A)</translation>
    </message>
</context>
<context>
    <name>MergePage</name>
    <message>
        <source>Looking for duplicates</source>
        <translation>正在查找重复记录</translation>
    </message>
    <message>
        <source>{k} of {n}</source>
        <translation>第 {k} 对，共 {n} 对</translation>
    </message>
    <message>
        <source>Came along: {things}</source>
        <translation>一并转入：{things}</translation>
    </message>
    <message>
        <source>Merged into one: {name}</source>
        <translation>已合并为一条：{name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Kept apart: {names}</source>
        <translation>已分别保留：{names}</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复记录</translation>
    </message>
    <message>
        <source>Pairs that may be one</source>
        <translation>可能重复的记录</translation>
    </message>
    <message>
        <source>The search was stopped</source>
        <translation>查找已停止</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>查找重复记录</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>没有重复记录</translation>
    </message>
    <message>
        <source>People or clients that look as if they had been entered twice are listed here. Any other two can be merged from the menu of their pages.</source>
        <translation>疑似重复录入的人员和客户会列在这里。其他任意两条记录，可从各自页面的菜单中合并。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>MessagesCard</name>
    <message>
        <source>{n} of {all} told</source>
        <translation>已告知 {n} / {all}</translation>
    </message>
</context>
<context>
    <name>MovePanel</name>
    <message>
        <source>The new client: name or pinyin</source>
        <translation>新客户：名称或拼音</translation>
    </message>
    <message>
        <source>Has changed: the old post becomes history</source>
        <translation>已调动：原职务转为历史</translation>
    </message>
    <message>
        <source>Was entered at the wrong client</source>
        <translation>当初录错了客户</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>调动时间</translation>
    </message>
    <message>
        <source>2026-03, if known</source>
        <translation>2026-03，可不填</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>转移</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>调动时间</translation>
    </message>
    <message>
        <source>New client “{name}”</source>
        <translation>新建客户“{name}”</translation>
    </message>
    <message>
        <source>No client: outside</source>
        <translation>不属于任何客户</translation>
    </message>
    <message>
        <source>an outsider</source>
        <translation>外部人员</translation>
    </message>
    <message>
        <source>Move {name} to another client</source>
        <translation>把{name}转到另一客户</translation>
    </message>
    <message>
        <source>Move {name} outside the clients</source>
        <translation>把{name}转为外部人员</translation>
    </message>
    <message>
        <source>Move {name} to {client}</source>
        <translation>把{name}转到{client}</translation>
    </message>
    <message>
        <source>The client left goes into the career. The position is asked anew, level and function count as assumed. Links, visits and parts in purchases stay.</source>
        <translation>原客户记入履历；职务需重新了解，级别和部门职能转为推测。关系、拜访和在采购项目中的角色保留。</translation>
    </message>
    <message>
        <source>Nothing becomes history. Links, visits and parts in purchases stay.</source>
        <translation>不产生历史。关系、拜访和在采购项目中的角色保留。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{name} is outside the clients now</source>
        <translation>{name}现在是外部人员</translation>
    </message>
    <message>
        <source>Moved {name} to {client}</source>
        <translation>已把{name}转到{client}</translation>
    </message>
    <message>
        <source>Still on {maps} of other clients</source>
        <translation>仍在其他客户的 {maps}上</translation>
    </message>
    <message>
        <source>went along: {tasks}</source>
        <translation>随同转移：{tasks}</translation>
    </message>
    <message>
        <source>stays with the old client: {tasks}</source>
        <translation>留在原客户：{tasks}</translation>
    </message>
</context>
<context>
    <name>MovesCard</name>
    <message>
        <source>Who would swing it most</source>
        <translation>谁最能改变决策</translation>
    </message>
    <message>
        <source>Everyone who counts is for us already.</source>
        <translation>起作用的人都已支持我们。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
</context>
<context>
    <name>NewCards</name>
    <message>
        <source>Name of the person</source>
        <translation>人员姓名</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>群体名称</translation>
    </message>
    <message>
        <source>Which post?</source>
        <translation>哪个职务？</translation>
    </message>
    <message>
        <source>Who holds this post?</source>
        <translation>谁担任这个职务？</translation>
    </message>
    <message>
        <source>{name} was: {position}</source>
        <translation>{name}原任：{position}</translation>
    </message>
    <message>
        <source>Left out: {n} of their links, between the two or closing a circle</source>
        <translation>有 {n} 条关系未保留：两者之间的，或会形成循环的</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>NewFieldPanel</name>
    <message>
        <source>New field</source>
        <translation>新字段</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the new field</source>
        <translation>新字段的名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The choices, one a line</source>
        <translation>选项，每行一个</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Unit, such as beds</source>
        <translation>单位，如：张</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Lowest step</source>
        <translation>最低一级</translation>
    </message>
    <message>
        <source>Highest step</source>
        <translation>最高一级</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Private: left out of shared exports</source>
        <translation>私密：共享导出时不带出</translation>
    </message>
    <message>
        <source>Several entries</source>
        <translation>可填多条</translation>
    </message>
    <message>
        <source>One value for each product</source>
        <translation>每个产品各填一项</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>所在分组</translation>
    </message>
    <message>
        <source>Add field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>NewWorkbookDialog</name>
    <message>
        <source>New workbook</source>
        <translation>新建工作簿</translation>
    </message>
    <message>
        <source>My clients</source>
        <translation>我的客户</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Protect with a password</source>
        <translation>用密码保护</translation>
    </message>
    <message>
        <source>The file is then encrypted. A lost password cannot be recovered.</source>
        <translation>文件将被加密。密码遗失后无法找回。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A name may not hold any of / \ : * ? &quot; &lt; &gt; |</source>
        <translation>名称不能含有 / \ : * ? &quot; &lt; &gt; |</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不同。</translation>
    </message>
</context>
<context>
    <name>NewestPrices</name>
    <message>
        <source>Newest price</source>
        <translation>最新价格</translation>
    </message>
    <message>
        <source>Since first</source>
        <translation>首次以来</translation>
    </message>
    <message>
        <source>Against ours</source>
        <translation>与我方相比</translation>
    </message>
</context>
<context>
    <name>NextStep</name>
    <message>
        <source>overdue since {day}</source>
        <translation>已逾期（{day}）</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done: {task}</source>
        <translation>完成：{task}</translation>
    </message>
    <message>
        <source>What comes next?</source>
        <translation>接下来做什么？</translation>
    </message>
    <message>
        <source>Day, or +7</source>
        <translation>日期，或 +7</translation>
    </message>
    <message>
        <source>Day of the next step</source>
        <translation>下一步的日期</translation>
    </message>
    <message>
        <source>2026-12-04, 12-04, or +7 for a week from today</source>
        <translation>2026-12-04、12-04、12月4日，或 +7 表示一周后</translation>
    </message>
</context>
<context>
    <name>NumberLine</name>
    <message>
        <source>default {value}</source>
        <translation>默认 {value}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认</translation>
    </message>
</context>
<context>
    <name>NumbersTab</name>
    <message>
        <source>None of these comes from the sources: they are yours to change. Emptied, a line is the default again.</source>
        <translation>这些数值都不出自原文，可以自行修改；清空一行即恢复默认。</translation>
    </message>
</context>
<context>
    <name>OpenQuestion</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>“{name}” is not opened from here</source>
        <translation>不在此处打开“{name}”</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不打开</translation>
    </message>
    <message>
        <source>Open “{name}”?</source>
        <translation>打开“{name}”？</translation>
    </message>
    <message>
        <source>A read-only copy; it goes when the workbook is closed.</source>
        <translation>打开的是只读副本，关闭工作簿时删除。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>OptionList</name>
    <message>
        <source>ticked</source>
        <translation>已勾选</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>{n} of {all} on the map</source>
        <translation>图上 {n} / {all}</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>采购项目</translation>
    </message>
    <message>
        <source>Add a purchase: name, Enter</source>
        <translation>添加采购项目：名称，回车</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Last contacts</source>
        <translation>最近联系</translation>
    </message>
</context>
<context>
    <name>OwnStyle</name>
    <message>
        <source>And you? Say your own style to see the difference</source>
        <translation>你自己呢？选定自己的风格，看到差异</translation>
    </message>
    <message>
        <source>Your own style: {own}</source>
        <translation>你自己的风格：{own}</translation>
    </message>
    <message>
        <source>You are of the same style.</source>
        <translation>你们风格相同。</translation>
    </message>
    <message>
        <source>You: {own}. Use less of your own style and more of theirs.</source>
        <translation>你是{own}：少用自己的风格，多用对方的。</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>PackPreview</name>
    <message>
        <source>Meeting pack: {name}</source>
        <translation>项目研讨材料：{name}</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>to be filled in by hand</source>
        <translation>留空则手写</translation>
    </message>
    <message>
        <source>Who presents</source>
        <translation>介绍人</translation>
    </message>
    <message>
        <source>Black and white</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Show who is our coach (private)</source>
        <translation>显示内线（私密）</translation>
    </message>
    <message>
        <source>Show ties (private)</source>
        <translation>显示五缘（私密）</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>{name} meeting pack</source>
        <translation>{name}研讨材料</translation>
    </message>
    <message>
        <source>Save the meeting pack</source>
        <translation>保存项目研讨材料</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>PairList</name>
    <message>
        <source>Chosen by you</source>
        <translation>由您选定</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PartRows</name>
    <message>
        <source>Part {n}</source>
        <translation>第 {n} 栏</translation>
    </message>
    <message>
        <source>Name of part {n}</source>
        <translation>第 {n} 栏的名称</translation>
    </message>
    <message>
        <source>Kind of part {n}</source>
        <translation>第 {n} 栏的类型</translation>
    </message>
    <message>
        <source>Choices, with commas between</source>
        <translation>选项，用顿号隔开</translation>
    </message>
    <message>
        <source>Choices of part {n}</source>
        <translation>第 {n} 栏的选项</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password</source>
        <translation>“{name}”有密码保护</translation>
    </message>
    <message>
        <source>A lost password cannot be recovered.</source>
        <translation>密码遗失后无法找回。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PastePeopleDialog</name>
    <message>
        <source>Paste people</source>
        <translation>粘贴人员</translation>
    </message>
    <message>
        <source>Preview of the people to add</source>
        <translation>将要添加的人员预览</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source not given</source>
        <translation>来源未注明</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Above each column stands what it is taken for; change it where it is wrong.</source>
        <translation>每列上方是它的含义，不对的请更改。</translation>
    </message>
    <message>
        <source>Not taken: {column}. {reason}</source>
        <translation>未采用：{column}。{reason}</translation>
    </message>
    <message>
        <source>Meaning of column {n}</source>
        <translation>第 {n} 列的含义</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>没有姓名</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Twice in the rows</source>
        <translation>重复出现</translation>
    </message>
    <message>
        <source>New, in part</source>
        <translation>新增（部分）</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Rows: {n}</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>to add: {n}</source>
        <translation>将添加 {n} 人</translation>
    </message>
    <message>
        <source>here already: {n}</source>
        <translation>已存在 {n} 人</translation>
    </message>
    <message>
        <source>the first {n} are shown</source>
        <translation>显示前 {n} 行</translation>
    </message>
    <message>
        <source>Add {people}</source>
        <translation>添加 {people}</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name}等 {n} 人</translation>
    </message>
    <message>
        <source>Deleted {name}</source>
        <translation>已删除{name}</translation>
    </message>
    <message>
        <source>Deleted {name} with {things}</source>
        <translation>已删除{name}及其{things}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Filter the people</source>
        <translation>筛选人员</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Nobody is like this</source>
        <translation>没有符合条件的人</translation>
    </message>
    <message>
        <source>Show everyone</source>
        <translation>显示全部人员</translation>
    </message>
    <message>
        <source>Reading the people</source>
        <translation>正在读取人员</translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation>这里还没有人</translation>
    </message>
    <message>
        <source>People are added on the page of their client.</source>
        <translation>请在客户页面添加人员。</translation>
    </message>
    <message>
        <source>Go to the clients</source>
        <translation>转到客户列表</translation>
    </message>
    <message>
        <source>Deleting {name}</source>
        <translation>正在删除 {name}</translation>
    </message>
    <message>
        <source>Put onto the map</source>
        <translation>放到图上</translation>
    </message>
    <message>
        <source>Open person</source>
        <translation>打开人员页</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Not on the map ({n})</source>
        <translation>未上图 {n} 人</translation>
    </message>
    <message>
        <source>Drag onto a card</source>
        <translation>拖到卡片上</translation>
    </message>
    <message>
        <source>Everyone is on the map.</source>
        <translation>所有人都已上图。</translation>
    </message>
    <message>
        <source>Nobody here yet: add people under “People”.</source>
        <translation>还没有人：请在“人员”中添加。</translation>
    </message>
    <message>
        <source>Show the list of people</source>
        <translation>展开人员列表</translation>
    </message>
    <message>
        <source>Hide the list of people</source>
        <translation>收起人员列表</translation>
    </message>
    <message>
        <source>Drag onto the map, or press Enter</source>
        <translation>拖到图上，或按回车</translation>
    </message>
</context>
<context>
    <name>PeopleTab</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Added {people}</source>
        <translation>已添加 {people}</translation>
    </message>
    <message>
        <source>Add a person: name, Enter</source>
        <translation>添加人员：姓名，回车</translation>
    </message>
    <message>
        <source>Name of a new person</source>
        <translation>新人员姓名</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>粘贴多行</translation>
    </message>
    <message>
        <source>Makes people of rows copied from Excel or a chat</source>
        <translation>把从 Excel 或聊天中复制的文字变成人员</translation>
    </message>
    <message>
        <source>Filter the people</source>
        <translation>筛选人员</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Nobody here yet</source>
        <translation>还没有人员</translation>
    </message>
    <message>
        <source>Type a name, or copy rows from Excel or a chat and paste them here.</source>
        <translation>输入姓名；或从 Excel、聊天中复制几行，粘贴到这里。</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加人员</translation>
    </message>
    <message>
        <source>Show everyone</source>
        <translation>显示所有人</translation>
    </message>
    <message>
        <source>Enter adds; Enter once more opens the page of whoever was added</source>
        <translation>按回车添加；再按一次回车打开刚添加的人</translation>
    </message>
    <message>
        <source>Nobody is like this</source>
        <translation>没有符合条件的人</translation>
    </message>
</context>
<context>
    <name>PersonHeader</name>
    <message>
        <source>Who holds this post?</source>
        <translation>谁担任这个职务？</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>See on the map</source>
        <translation>在影响图中看</translation>
    </message>
    <message>
        <source>Name the holder…</source>
        <translation>填写任职者…</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Outside the clients</source>
        <translation>客户以外的人</translation>
    </message>
</context>
<context>
    <name>PersonLine</name>
    <message>
        <source>Key person</source>
        <translation>关键人</translation>
    </message>
</context>
<context>
    <name>PhotoCircle</name>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>移除照片</translation>
    </message>
    <message>
        <source>Pictures ({endings});;All files (*)</source>
        <translation>图片 ({endings});;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>Photo of {name}</source>
        <translation>{name}的照片</translation>
    </message>
    <message>
        <source>Drop or paste a picture here, or press for more</source>
        <translation>将图片拖到或粘贴到此处，点按查看更多操作</translation>
    </message>
</context>
<context>
    <name>PointRow</name>
    <message>
        <source>{points} of {most}</source>
        <translation>{points} 分，满分 {most} 分</translation>
    </message>
</context>
<context>
    <name>PostBlock</name>
    <message>
        <source>No playbook for “{post}” yet: write one</source>
        <translation>“{post}”还没有对策：写一份</translation>
    </message>
</context>
<context>
    <name>PostWords</name>
    <message>
        <source>titles that hold one of these words, with commas between</source>
        <translation>职务含有其中任一词，用顿号隔开</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页码</translation>
    </message>
</context>
<context>
    <name>PriceChart</name>
    <message>
        <source>Prices over time</source>
        <translation>价格走势</translation>
    </message>
</context>
<context>
    <name>PricesCard</name>
    <message>
        <source>Compared with</source>
        <translation>对比产品</translation>
    </message>
    <message>
        <source>Product to compare</source>
        <translation>要对比的产品</translation>
    </message>
    <message>
        <source>At all clients</source>
        <translation>所有客户</translation>
    </message>
    <message>
        <source>Add a price…</source>
        <translation>添加价格…</translation>
    </message>
    <message>
        <source>Deleted the price of {name}</source>
        <translation>已删除{name}的价格</translation>
    </message>
</context>
<context>
    <name>ProductLadder</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>First use: {n} of {all}</source>
        <translation>首次使用的因素 {n}/{all}</translation>
    </message>
</context>
<context>
    <name>ProductsEditor</name>
    <message>
        <source>Another product</source>
        <translation>其他产品</translation>
    </message>
</context>
<context>
    <name>ProductsTab</name>
    <message>
        <source>Our products</source>
        <translation>我们的产品</translation>
    </message>
    <message>
        <source>Add a product: name, Enter</source>
        <translation>添加产品：输入名称，回车</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>What is known about them is kept.</source>
        <translation>已知内容都保留。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Retire: ask and offer it no longer</source>
        <translation>停用：不再提问和提供</translation>
    </message>
</context>
<context>
    <name>PurchaseOffer</name>
    <message>
        <source>Add to “{purchase}”</source>
        <translation>加入“{purchase}”</translation>
    </message>
    <message>
        <source>Attitude, role and motive are kept for each purchase. No part in one yet.</source>
        <translation>态度、角色和动机按采购项目记录。此人还未加入任何项目。</translation>
    </message>
</context>
<context>
    <name>QuestionPreview</name>
    <message>
        <source>Question list: {subject}</source>
        <translation>问题清单：{subject}</translation>
    </message>
    <message numerus="yes">
        <source>The %n most pressing</source>
        <translation>
            <numerusform>最紧要的 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>How many questions</source>
        <translation>问题数量</translation>
    </message>
    <message>
        <source>With private questions: family, birthday, taboos, coach …</source>
        <translation>包括私密问题：家庭、生日、禁忌、内线……</translation>
    </message>
</context>
<context>
    <name>QuickNote</name>
    <message>
        <source>Recorded: {contact}</source>
        <translation>已记录：{contact}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Quick note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>What was said?</source>
        <translation>谈了什么？</translation>
    </message>
    <message>
        <source>Quick note: what was said</source>
        <translation>便签：谈了什么</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Record the contact (Ctrl+Enter)</source>
        <translation>记录这次联系（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Day of the contact</source>
        <translation>联系日期</translation>
    </message>
    <message>
        <source>When it was: yesterday, −2, 11-20; today when left empty</source>
        <translation>联系日期：昨天、−2、11-20；留空即今天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Saved · backup {time}</source>
        <translation>已保存 · 上次备份 {time}</translation>
    </message>
</context>
<context>
    <name>RecordActions</name>
    <message>
        <source>Merge with…</source>
        <translation>与另一条合并…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Move to another client…</source>
        <translation>转到另一客户…</translation>
    </message>
    <message>
        <source>Merge {name} with</source>
        <translation>把{name}与哪一条合并？</translation>
    </message>
</context>
<context>
    <name>RecordMenu</name>
    <message>
        <source>More to do with this entry</source>
        <translation>更多操作</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Source and certainty…</source>
        <translation>来源与可信程度…</translation>
    </message>
    <message>
        <source>Still true today</source>
        <translation>今天仍成立</translation>
    </message>
    <message>
        <source>Previous values…</source>
        <translation>以前的值…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ReplyLine</name>
    <message>
        <source>What they said…</source>
        <translation>对方的反馈…</translation>
    </message>
    <message>
        <source>What they said to: {message}</source>
        <translation>对“{message}”的反馈</translation>
    </message>
</context>
<context>
    <name>ReviewsPanel</name>
    <message>
        <source>Review: {name}</source>
        <translation>复盘：{name}</translation>
    </message>
    <message>
        <source>{earlier} compared with {later}</source>
        <translation>{earlier} 与 {later} 对比</translation>
    </message>
    <message>
        <source>Review {n}</source>
        <translation>第 {n} 次复盘</translation>
    </message>
    <message>
        <source>Name of the review</source>
        <translation>复盘名称</translation>
    </message>
    <message>
        <source>The map is frozen as “{name}”</source>
        <translation>影响图已保存为复盘“{name}”</translation>
    </message>
    <message>
        <source>Deleted the review “{name}”</source>
        <translation>已删除复盘“{name}”</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>The map as it stands in the workbook</source>
        <translation>工作簿中影响图的现状</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>Freeze the map as it stands, so that the next meeting sees what has changed since.</source>
        <translation>把影响图的现状保存为复盘，下次开会就能看到此后的变化。</translation>
    </message>
    <message>
        <source>The last review is {n} days old. Freeze one now?</source>
        <translation>上次复盘已过去 {n} 天，现在保存一次？</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>复盘</translation>
    </message>
    <message>
        <source>Freeze now</source>
        <translation>存为复盘</translation>
    </message>
    <message>
        <source>Keep the map as it stands today under a name (Ctrl+R)</source>
        <translation>把影响图今天的状态以一个名称保存下来 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Earlier review (Alt+PgUp)</source>
        <translation>更早的复盘 (Alt+PgUp)</translation>
    </message>
    <message>
        <source>Later review (Alt+PgDown)</source>
        <translation>更晚的复盘 (Alt+PgDown)</translation>
    </message>
    <message>
        <source>More about this review</source>
        <translation>此复盘的更多操作</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>The map as it stood</source>
        <translation>当时的影响图</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>The later map, with every change marked</source>
        <translation>较晚的影响图，标出每一处变化</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Both maps beside each other</source>
        <translation>两张影响图并排显示</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find people, clients and actions</source>
        <translation>查找人员、客户和操作</translation>
    </message>
    <message>
        <source>A name, a phone number, pinyin, or what you want to do</source>
        <translation>姓名、电话、拼音，或想做的事</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer characters, or pinyin initials.</source>
        <translation>没有找到。请减少字数，或试试拼音首字母。</translation>
    </message>
</context>
<context>
    <name>SectionCard</name>
    <message>
        <source>On the map</source>
        <translation>在影响图中</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Our staff</source>
        <translation>我方人员</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>On the influence map</source>
        <translation>在影响图上</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>What we don&apos;t know, and the facts of the purchase</source>
        <translation>还不知道的，以及采购项目的资料</translation>
    </message>
    <message>
        <source>Health of the map</source>
        <translation>图的健康度</translation>
    </message>
    <message>
        <source>What if: where the decision leans, and what would change it</source>
        <translation>假设推演：决策倾向哪边，什么能改变它</translation>
    </message>
    <message>
        <source>Reviews of the map</source>
        <translation>影响图的复盘</translation>
    </message>
    <message>
        <source>Ties, and who can introduce me</source>
        <translation>人脉与引见</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Goes along</source>
        <translation>一并转入</translation>
    </message>
    <message>
        <source>both</source>
        <translation>都要</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Client&apos;s name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>The two do not contradict each other: there is nothing to choose.</source>
        <translation>两条记录没有矛盾，无需选择。</translation>
    </message>
    <message>
        <source>Suspected: {reasons}</source>
        <translation>疑似重复：{reasons}</translation>
    </message>
    <message>
        <source>Both say: {facts}</source>
        <translation>两边一致：{facts}</translation>
    </message>
    <message>
        <source>Everything of both is kept together. A value that is not chosen stays as a previous value, a name as another name.</source>
        <translation>两条记录的内容都会保留。未选的值留作以前的值，未选的名称留作别名。</translation>
    </message>
    <message>
        <source>{links} between the two, or in a circle, will be left out.</source>
        <translation>两者之间或会形成循环的 {links}不保留。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一个</translation>
    </message>
    <message>
        <source>Keep both, and do not suspect them again</source>
        <translation>两条都保留，以后不再提示</translation>
    </message>
    <message>
        <source>All from here</source>
        <translation>全部取这边</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>entered {day}</source>
        <translation>录入于 {day}</translation>
    </message>
</context>
<context>
    <name>StaffBlock</name>
    <message>
        <source>More about “{name}”</source>
        <translation>“{name}”的更多操作</translation>
    </message>
</context>
<context>
    <name>StaffLine</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
</context>
<context>
    <name>StaffTab</name>
    <message>
        <source>Our staff</source>
        <translation>我方人员</translation>
    </message>
    <message>
        <source>Colleagues who share a native place or a school with a client&apos;s people may be able to introduce you: the map offers such ties. Enter a colleague only with their consent.</source>
        <translation>我方人员如与客户的人是同乡或校友，就可能帮忙引见；影响图会提示这样的关系。录入前请征得本人同意。</translation>
    </message>
    <message>
        <source>Add a colleague: type a name, press Enter</source>
        <translation>添加我方人员：输入姓名，按回车</translation>
    </message>
    <message>
        <source>Removed {name}</source>
        <translation>已删除{name}</translation>
    </message>
    <message>
        <source>Removed {name} with {content}</source>
        <translation>已删除{name}，连同{content}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove from our staff</source>
        <translation>从我方人员中删除</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Back to the map</source>
        <translation>返回影响图</translation>
    </message>
</context>
<context>
    <name>SuppliersTab</name>
    <message>
        <source>Add a supplier…</source>
        <translation>添加供应商…</translation>
    </message>
    <message>
        <source>Deleted {name}</source>
        <translation>已删除{name}</translation>
    </message>
    <message>
        <source>Add a competitor…</source>
        <translation>添加竞争对手…</translation>
    </message>
</context>
<context>
    <name>TagsEditor</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Remove tag {tag}</source>
        <translation>移除标签{tag}</translation>
    </message>
    <message>
        <source>Remove this tag</source>
        <translation>移除此标签</translation>
    </message>
</context>
<context>
    <name>TextsTab</name>
    <message>
        <source>What the advice is for</source>
        <translation>建议的用处</translation>
    </message>
    <message>
        <source>Add a post: name, Enter</source>
        <translation>添加岗位：输入名称，回车</translation>
    </message>
    <message>
        <source>Shown beside a person whose post fits. F2 or the pencil changes a text, each line a point.</source>
        <translation>显示在岗位相符的人旁边。按 F2 或点铅笔修改，每行一条。</translation>
    </message>
    <message>
        <source>F2 or the pencil changes a text, each line a point.</source>
        <translation>按 F2 或点铅笔修改，每行一条。</translation>
    </message>
    <message>
        <source>Also found by</source>
        <translation>还可匹配</translation>
    </message>
</context>
<context>
    <name>TieBox</name>
    <message>
        <source>Accept: {pair}</source>
        <translation>采纳：{pair}</translation>
    </message>
    <message>
        <source>Dismiss: {pair} (Delete)</source>
        <translation>忽略：{pair}（Delete）</translation>
    </message>
    <message>
        <source>Offer again: {pair}</source>
        <translation>恢复：{pair}</translation>
    </message>
</context>
<context>
    <name>TiesPanel</name>
    <message>
        <source>You are in contact already.</source>
        <translation>已经有联系。</translation>
    </message>
    <message>
        <source>No chain yet.</source>
        <translation>还没有引见的途径。</translation>
    </message>
    <message>
        <source>A tie that was found would make one, if it holds: {chain}.</source>
        <translation>若找到的关系属实，可以这样走：{chain}。</translation>
    </message>
    <message>
        <source>Nearest: {chain}. Become close to {name} first.</source>
        <translation>最近的途径：{chain}。先与{name}建立密切联系。</translation>
    </message>
    <message>
        <source>Nobody is linked to {name} yet.</source>
        <translation>还没有人与{name}有关系。</translation>
    </message>
    <message>
        <source>Ask the coach who knows them: {names}.</source>
        <translation>请问内线谁认识对方：{names}。</translation>
    </message>
    <message>
        <source>Find a coach who can say who knows them.</source>
        <translation>请先找到内线，问清谁认识对方。</translation>
    </message>
    <message>
        <source>{one} and {other} are linked now</source>
        <translation>{one}与{other}已建立关系</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismissed; it can be offered again below</source>
        <translation>已忽略；可在下方恢复</translation>
    </message>
    <message>
        <source>Looking for ways…</source>
        <translation>正在寻找途径…</translation>
    </message>
    <message>
        <source>Everyone on the map who decides has been contacted.</source>
        <translation>图上的决策人都已联系过。</translation>
    </message>
    <message>
        <source>On this map</source>
        <translation>本图之内</translation>
    </message>
    <message>
        <source>With our own staff</source>
        <translation>与我方人员</translation>
    </message>
    <message>
        <source>With people elsewhere</source>
        <translation>与图外的人</translation>
    </message>
    <message>
        <source>Comparing native places and schools…</source>
        <translation>正在比对籍贯和学校…</translation>
    </message>
    <message>
        <source>None now. Ties are found from native places and schools of people and of our own staff.</source>
        <translation>暂无。关系根据客户人员和我方人员的籍贯、学校查找。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dismissed</source>
        <translation>
            <numerusform>已忽略 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Who can introduce me</source>
        <translation>谁能引见</translation>
    </message>
    <message>
        <source>Found ties</source>
        <translation>找到的关系</translation>
    </message>
    <message>
        <source>Not listed, because they tell less: {content}.</source>
        <translation>另有{content}意义较小，未列出。</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>{kind}: {said}</source>
        <translation>{kind}：{said}</translation>
    </message>
    <message>
        <source>No contact yet. A quick note is the first.</source>
        <translation>还没有联系记录。写一条便签就是第一次。</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>更早的 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Export calendar…</source>
        <translation>导出日历…</translation>
    </message>
    <message>
        <source>Nothing is due</source>
        <translation>没有到期的事</translation>
    </message>
    <message>
        <source>Next steps and promises appear here when their day comes. Write them on a client&apos;s or person&apos;s page.</source>
        <translation>下一步和承诺到期时会列在这里；请在客户或人员页面上填写。</translation>
    </message>
    <message>
        <source>No dates in the next {n} days</source>
        <translation>未来 {n} 天没有要问候的日子</translation>
    </message>
    <message>
        <source>Birthdays and family occasions that you note on a person&apos;s page appear here in time.</source>
        <translation>在人员页面上记下的生日和家庭纪念日，临近时会列在这里。</translation>
    </message>
    <message>
        <source>Open the clients</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>要办的事</translation>
    </message>
    <message>
        <source>Days to greet on</source>
        <translation>问候的日子</translation>
    </message>
    <message>
        <source>next {n} days</source>
        <translation>未来 {n} 天</translation>
    </message>
    <message>
        <source>turns {n}</source>
        <translation>满 {n} 岁</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} 周年</translation>
    </message>
    <message>
        <source>{date}, assumed</source>
        <translation>{date}（推测）</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Done: {task}</source>
        <translation>已完成：{task}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Looking for the days to greet on</source>
        <translation>正在查找问候的日子</translation>
    </message>
    <message>
        <source>{n} due</source>
        <translation>{n} 项到期</translation>
    </message>
</context>
<context>
    <name>TrustBlock</name>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
</context>
<context>
    <name>TrustLadder</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Unfold</name>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>Unknowns</name>
    <message>
        <source>Everything that is asked is known and fresh.</source>
        <translation>该问的都已知道，且未过期。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>What we don&apos;t know</source>
        <translation>还不知道的</translation>
    </message>
    <message>
        <source>What matters more for someone&apos;s role, part and post counts more.</source>
        <translation>按此人的角色、决策作用和职务，越重要的信息所占比重越大。</translation>
    </message>
    <message>
        <source>Print list…</source>
        <translation>打印清单…</translation>
    </message>
    <message>
        <source>The open questions on paper, with room for the answers</source>
        <translation>把待问的问题打印出来，留有填写答案的位置</translation>
    </message>
    <message>
        <source>{percent}% known</source>
        <translation>已知 {percent}%</translation>
    </message>
</context>
<context>
    <name>ValueSides</name>
    <message>
        <source>{lead}: {texts}</source>
        <translation>{lead}：{texts}</translation>
    </message>
    <message>
        <source>Emotional side</source>
        <translation>感性的一面</translation>
    </message>
    <message>
        <source>Rational side</source>
        <translation>理性的一面</translation>
    </message>
    <message>
        <source>The rational side is missing: tie the emotional to it.</source>
        <translation>还缺理性的一面：感性要与理性结合。</translation>
    </message>
    <message>
        <source>The emotional side is missing: tie the rational to it.</source>
        <translation>还缺感性的一面：理性要与感性结合。</translation>
    </message>
    <message>
        <source>{lead}?</source>
        <translation>{lead}？</translation>
    </message>
</context>
<context>
    <name>ViewTabs</name>
    <message>
        <source>Name of the view</source>
        <translation>视图名称</translation>
    </message>
    <message>
        <source>Deleted the view {name}</source>
        <translation>已删除视图“{name}”</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>WayBox</name>
    <message>
        <source>Put {name} on the map</source>
        <translation>把{name}放到图上</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>What you know about your clients, in one file on this computer: the people who decide, what moves them, and what you still have to find out.</source>
        <translation>您对客户的了解，都在本机的一个文件里：谁在决策，什么打动他们，还有什么不清楚。</translation>
    </message>
    <message>
        <source>New workbook…</source>
        <translation>新建工作簿…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示工作簿</translation>
    </message>
    <message>
        <source>Recent workbooks</source>
        <translation>最近的工作簿</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>Left out: {changes}</source>
        <translation>未采用：{changes}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Had changed meanwhile: {changes}</source>
        <translation>期间已有变化：{changes}</translation>
    </message>
    <message>
        <source>Nothing could be applied</source>
        <translation>没有可采用的修改</translation>
    </message>
    <message>
        <source>1 change applied</source>
        <translation>已采用 1 项修改</translation>
    </message>
    <message>
        <source>{n} changes applied</source>
        <translation>已采用 {n} 项修改</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>No longer there: will be left out</source>
        <translation>已不存在：采用时会略过</translation>
    </message>
    <message>
        <source>Has changed in the workbook meanwhile</source>
        <translation>工作簿中期间已有变化</translation>
    </message>
    <message>
        <source>What if – not saved</source>
        <translation>假设推演：未保存</translation>
    </message>
</context>
<context>
    <name>WhoDecides</name>
    <message>
        <source>Going cold {n}</source>
        <translation>正在变冷 {n}</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>谁说了算</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>在图上看</translation>
    </message>
    <message>
        <source>No purchase yet: with the first one comes its map.</source>
        <translation>还没有采购项目：添加第一个后就有影响图。</translation>
    </message>
    <message>
        <source>Add a purchase</source>
        <translation>添加采购项目</translation>
    </message>
    <message>
        <source>Nobody is known yet who decides, opposes or is a key person.</source>
        <translation>还不知道谁是决策者、反对者或关键人。</translation>
    </message>
    <message>
        <source>Open the map</source>
        <translation>打开影响图</translation>
    </message>
</context>
<context>
    <name>WhyNotTold</name>
    <message>
        <source>Not told because…</source>
        <translation>未告知，因为…</translation>
    </message>
</context>
<context>
    <name>_Elsewhere</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
</context>
<context>
    <name>_OfPart</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
</context>
<context>
    <name>_Record</name>
    <message>
        <source>Remove this entry</source>
        <translation>删除此条</translation>
    </message>
</context>
<context>
    <name>_RowWidget</name>
    <message>
        <source>More about “{name}”</source>
        <translation>“{name}”的更多操作</translation>
    </message>
</context>
<context>
    <name>_Steps</name>
    <message>
        <source>{n} changes in between</source>
        <translation>其间变化 {n} 次</translation>
    </message>
</context>
</TS>
