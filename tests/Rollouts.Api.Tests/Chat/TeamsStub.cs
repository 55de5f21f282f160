using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rollouts.Api.Tests.Chat;

/// <summary>
/// A workflow of Teams that posts what is sent to it. It refuses what Teams refuses: other content types, cards of a
/// later version, elements that the version does not have, and messages of more than 28 KB.
/// </summary>
internal sealed class TeamsStub : IAsyncDisposable
{
    private const int MostBytes = 28 * 1024;

    private readonly WebApplication _app;

    private TeamsStub(WebApplication app) => _app = app;

    /// <summary>With the signature that makes it a secret.</summary>
    public string Address => $"{_app.Urls.First()}/workflows/one?sig=known-to-us";

    /// <summary>The status of all answers from now on.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    public ConcurrentQueue<JsonObject> Cards { get; } = [];

    public static async Task<TeamsStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new TeamsStub(builder.Build());
        stub._app.MapPost("/workflows/one", (Delegate)stub.TakeAsync);
        await stub._app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (
            context.Request.Query["sig"] != "known-to-us"
            || context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true
            || text.Length > MostBytes
            || JsonNode.Parse(text) is not JsonObject { Count: 2 } message
            || (string?)message["type"] != "message"
            || message["attachments"] is not JsonArray { Count: 1 } attachments
            || (string?)attachments[0]!["contentType"] != "application/vnd.microsoft.card.adaptive"
            || attachments[0]!["content"] is not JsonObject card
            || (string?)card["type"] != "AdaptiveCard"
            || (string?)card["version"] != "1.4"
            || !card["body"]!.AsArray().All(IsText)
            || !card["actions"]!.AsArray().All(action => (string?)action!["type"] == "Action.OpenUrl")
        )
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (Status == StatusCodes.Status202Accepted)
        {
            Cards.Enqueue(card);
        }

        return Results.StatusCode(Status);
    }

    private static bool IsText(JsonNode? block) =>
        (string?)block!["type"] == "RichTextBlock"
        && block["inlines"]!
            .AsArray()
            .All(run => (string?)run!["type"] == "TextRun" && (string?)run["text"] is { Length: > 0 });
}
