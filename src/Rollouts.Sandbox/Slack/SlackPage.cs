using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Slack;

/// <summary>A page on which the messages of the workspace are read and their buttons pressed.</summary>
internal sealed class SlackPage(SandboxSlack slack)
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:1.5rem auto;padding:0 1rem;color:#1d1c1d}
        article{border:1px solid #ddd;border-radius:8px;padding:.7rem 1rem;margin:.7rem 0}
        article.reply{margin-left:2.5rem}article.whisper{background:#f8f8f8;border-style:dashed}
        h3{margin:.2rem 0}p{margin:.3rem 0;white-space:pre-line}small{color:#616061}
        form{display:inline}
        button{font:inherit;padding:.25rem .8rem;border:1px solid #bbb;border-radius:4px;background:#fff}
        button.primary{background:#007a5a;color:#fff}button.danger{background:#e01e5a;color:#fff}
        """;

    public void Map(WebApplication server)
    {
        server.MapGet("/", ShowAsync);
        server.MapGet("/sandbox/messages", () => Results.Text(State().ToJsonString(), "application/json"));
        server.MapPost("/sandbox/press", PressAsync);
        server.MapPost("/sandbox/submit", SubmitAsync);
        server.MapPost("/sandbox/type", TypeAsync);
    }

    private async Task PressAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var channel = slack.Workspace.Find(form["channel"]);
        var message = channel is null ? null : slack.Workspace.Find(channel, form["ts"]);
        var action = form["action"].ToString();
        if (message is null || SandboxSlack.Buttons(message).All(button => (string?)button["action_id"] != action))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isTaken = await slack.PressAsync(form["user"].ToString(), message, action, 1, context.RequestAborted);
        await BackAsync(context, isTaken is not null, form["user"].ToString());
    }

    private async Task SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (slack.Workspace.Views().FirstOrDefault(view => view.Id == form["view"]) is not { } view)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isTaken = await slack.SubmitAsync(view, form["value"].ToString(), context.RequestAborted);
        await BackAsync(context, isTaken is not null, view.User);
    }

    private async Task TypeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (slack.Workspace.Find(form["channel"]) is not { } channel)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (user, root) = (form["user"].ToString(), $"http://{context.Request.Host}/");
        var isTaken = await slack.TypeAsync(user, channel, form["text"].ToString(), root, context.RequestAborted);
        await BackAsync(context, isTaken is not null, user);
    }

    // Slack shows a warning sign beside a button whose press was not acknowledged.
    private static Task BackAsync(HttpContext context, bool isTaken, string user)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/?user={Uri.EscapeDataString(user)}{(isTaken ? "" : "&failed=1")}";
        return Task.CompletedTask;
    }

    private async Task ShowAsync(HttpContext context)
    {
        var user = SlackWorkspace.User(context.Request.Query["user"]) ?? SlackSettings.Users[0];
        var page = new StringBuilder(
            $"<!doctype html><meta charset=utf-8><title>Slack of the sandbox</title><style>{Style}</style>"
        );
        page.Append("<h1>Slack of the sandbox</h1><p>You are ");
        foreach (var known in SlackSettings.Users.Where(known => known.Id != SlackSettings.BotUser))
        {
            page.Append(known == user ? $"<b>{known.Name}</b> " : $"<a href=\"/?user={known.Id}\">{known.Name}</a> ");
        }

        page.Append("</p>");
        if (context.Request.Query.ContainsKey("failed"))
        {
            page.Append("<p role=alert>⚠ The app did not acknowledge it within three seconds.</p>");
        }

        foreach (var view in slack.Workspace.Views().Where(view => view.User == user.Id))
        {
            ShowView(page, view);
        }

        foreach (var (channel, messages) in slack.Workspace.All())
        {
            page.Append($"<h2>#{Encoded(channel.Name)}</h2><form method=post action=/sandbox/type>")
                .Append(Hidden("user", user.Id))
                .Append(Hidden("channel", channel.Id))
                .Append("<label>/rollouts <input name=text></label> <button>Send</button></form>");
            foreach (var head in messages.Where(message => message.Thread is null))
            {
                Show(page, head, user);
                foreach (var reply in messages.Where(message => message.Thread == head.Ts))
                {
                    Show(page, reply, user);
                }
            }
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }

    private static void Show(StringBuilder page, SlackMessage message, SlackUser user)
    {
        if (message.OnlyFor is { } only && only != user.Id)
        {
            return;
        }

        var kind =
            message.OnlyFor is not null ? "whisper"
            : message.Thread is not null ? "reply"
            : "head";
        page.Append($"<article class={kind}>");
        foreach (var block in (message.Blocks ?? []).OfType<JsonObject>())
        {
            ShowBlock(page, block, message, user);
        }

        if (message.Blocks is null)
        {
            page.Append($"<p>{Encoded(message.Text)}</p>");
        }

        var note =
            message.OnlyFor is not null ? "Only visible to you"
            : message.Edits > 0 ? "edited"
            : "";
        page.Append($"<small>{note}</small></article>");
    }

    private static void ShowBlock(StringBuilder page, JsonObject block, SlackMessage message, SlackUser user)
    {
        switch ((string?)block["type"])
        {
            case "header":
                page.Append($"<h3>{Encoded((string?)block["text"]!["text"])}</h3>");
                break;
            case "section":
                page.Append($"<p>{Encoded((string?)block["text"]!["text"])}</p>");
                break;
            case "context":
                page.Append($"<p><small>{Encoded((string?)block["elements"]![0]!["text"])}</small></p>");
                break;
            case "actions":
                foreach (var button in block["elements"]!.AsArray().OfType<JsonObject>())
                {
                    ShowButton(page, button, message, user);
                }

                break;
        }
    }

    private static void ShowButton(StringBuilder page, JsonObject button, SlackMessage message, SlackUser user)
    {
        var label = Encoded((string?)button["text"]!["text"]);
        if ((string?)button["url"] is { } address)
        {
            page.Append($"<a href=\"{Encoded(address)}\">{label}</a> ");
            return;
        }

        var ask = button["confirm"] is null ? "" : $" onclick=\"return confirm('{label}?')\"";
        page.Append("<form method=post action=/sandbox/press>")
            .Append(Hidden("user", user.Id))
            .Append(Hidden("channel", message.Channel))
            .Append(Hidden("ts", message.Ts))
            .Append(Hidden("action", (string)button["action_id"]!))
            .Append($"<button class=\"{Encoded((string?)button["style"])}\"{ask}>{label}</button></form> ");
    }

    private static void ShowView(StringBuilder page, SlackView view) =>
        page.Append("<article><h3>")
            .Append(Encoded((string?)view.Content["title"]!["text"]))
            .Append("</h3><form method=post action=/sandbox/submit>")
            .Append(Hidden("view", view.Id))
            .Append("<label>Reason <input name=value required></label> <button class=danger>Submit</button>")
            .Append("</form></article>");

    private static string Hidden(string name, string value) =>
        $"<input type=hidden name={name} value=\"{Encoded(value)}\">";

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text ?? "");

    private JsonObject State() =>
        new(
            slack
                .Workspace.All()
                .Select(pair =>
                    KeyValuePair.Create(
                        pair.Channel.Name,
                        (JsonNode?)new JsonArray([.. pair.Messages.Select(message => message.ToJson())])
                    )
                )
        );
}
