using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Sandbox.Slack;

/// <summary>Slack: its Web API, its Socket Mode, and a page on which its users read and press.</summary>
internal sealed class SlackEndpoint : IEndpoint, IDisposable
{
    private const string Json = "application/json";

    /// <summary>Below it are the addresses at which commands are answered.</summary>
    public const string ReplyPath = "/commands/";

    private readonly TimeProvider _clock;
    private readonly SlackMethods _methods;
    private readonly SlackPage _page;

    public SlackEndpoint(SlackSettings settings, TimeProvider clock)
    {
        _clock = clock;
        Slack = new SandboxSlack(settings, clock);
        _methods = new SlackMethods(Slack.Workspace, Slack.Pacing);
        _page = new SlackPage(Slack);
    }

    public SandboxSlack Slack { get; }

    public string Name => "slack";

    public Mishaps Mishaps { get; } = new();

    public void Serve(WebApplication server)
    {
        server.UseWebSockets();
        server.MapPost("/api/{method}", AnswerAsync);
        server.MapPost(ReplyPath + "{id}", ReplyAsync);
        server.MapGet("/socket", HoldAsync);
        _page.Map(server);
    }

    public void Dispose() => Slack.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        await Mishaps.DelayAsync(_clock, context.RequestAborted);
        if (Mishaps.FailsThis())
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var method = (string)context.Request.RouteValues["method"]!;
        var sent = await ReadAsync(context.Request);
        var (answer, wait) =
            Mishaps.ThrottlesThis() ? (new JsonObject { ["ok"] = false, ["error"] = "ratelimited" }, Second)
            : ErrorOf(context.Request, sent, method) is { } error ? SlackMethods.Failed(error)
            : method == "apps.connections.open" ? (Opened(context.Request), null)
            : _methods.Call(method, sent);
        if (wait is { } patience)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = Json;
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    /// <summary>Such an address needs no token, and answers in words.</summary>
    private async Task ReplyAsync(HttpContext context, string id)
    {
        var sent = await ReadAsync(context.Request);
        if (context.Request.Headers.ContainsKey("Authorization"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("a token was sent to an address that needs none");
            return;
        }

        if (Slack.Workspace.UseReply(id) is not var (user, channel))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("used_url");
            return;
        }

        var (text, blocks) = ((string?)sent["text"] ?? "", sent["blocks"] as JsonArray);
        if (blocks is not null && SlackBlockRules.OfMessage(blocks) is var (error, why))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"{error}: {why}");
            return;
        }

        var isPrivate = (string?)sent["response_type"] != "in_channel";
        Slack.Workspace.Add(
            channel,
            ts => new SlackMessage(channel.Id, ts, text, (JsonArray?)blocks?.DeepClone())
            {
                OnlyFor = isPrivate ? user : null,
            }
        );
        await context.Response.WriteAsync("ok");
    }

    private static TimeSpan? Second { get; } = TimeSpan.FromSeconds(1);

    private string? ErrorOf(HttpRequest request, JsonObject sent, string method)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header["Bearer ".Length..]
            : (string?)sent["token"];
        var wanted = method == "apps.connections.open" ? Slack.Settings.AppToken : Slack.Settings.BotToken;
        return string.IsNullOrEmpty(token) ? "not_authed"
            : token != Slack.Settings.AppToken && token != Slack.Settings.BotToken ? "invalid_auth"
            : token != wanted ? "not_allowed_token_type"
            : Slack.IsRevoked ? "token_revoked"
            : null;
    }

    private JsonObject Opened(HttpRequest request) =>
        new() { ["ok"] = true, ["url"] = $"ws://{request.Host}/socket?ticket={Slack.Sockets.DrawTicket()}" };

    private async Task HoldAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !Slack.Sockets.Admits(context.Request.Query["ticket"]))
        {
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await Slack.Sockets.HoldAsync(socket, context.RequestAborted);
    }

    private static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return new JsonObject(form.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString())));
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
