using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Jobs;
using Rollouts.Api.Limits;
using Rollouts.Api.Requests;
using Rollouts.Domain.Audit;
using Rollouts.Engine.Audit;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Verifying;

namespace Rollouts.Api.Audit;

/// <summary>The audit log: searches, exports and verifies it.</summary>
internal static class AuditEndpoints
{
    private const int PageSize = 100;

    /// <summary>
    /// A search with few matches stops here and continues with the next request, so that none takes minutes.
    /// </summary>
    private const int MostLookedAt = 20_000;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", SearchAsync)
            .RequirePermission(Permission.ReadAudit, RequiredReach.All)
            .OnSomeCores()
            .Describes("Records of all streams, by stream and version, 100 at a time.")
            .Returns<AuditPage>();
        api.MapGet("/audit/export", ExportAsync)
            .RequirePermission(Permission.ReadAudit, RequiredReach.All)
            .OnceForEachCaller("audit-export")
            .Describes("The same as a file: JSON Lines, or with 'format=csv' a table.")
            .Returns<string>(type: "application/jsonl");
        api.MapPost("/audit/exports", StartExportAsync)
            .RequirePermissionOf(typeof(StartAuditExport))
            .Describes("Starts a job that exports records. Its result is the file.")
            .AcceptsBody<ExportBody>()
            .Returns<JobView>(StatusCodes.Status202Accepted);
        api.MapPost("/audit/verifications", StartVerificationAsync)
            .RequirePermissionOf(typeof(StartAuditVerification))
            .Describes("Starts a job that checks the whole log, as '/audit/verify' does while its caller waits.")
            .Returns<JobView>(StatusCodes.Status202Accepted);
        api.MapGet("/audit/verify", VerifyAsync)
            .RequirePermission(Permission.ReadAudit, RequiredReach.All)
            .Describes("Checks that nothing in the log was changed, dropped or cut. It reads all of it; one at a time.")
            .Returns<VerificationView>();
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        AuditLog log,
        string? stream = null,
        string? @event = null,
        string? by = null,
        string? text = null,
        string? since = null,
        string? until = null,
        string? cursor = null
    )
    {
        var filter = AuditFilters.Of(stream, @event, by, text, since, until);
        List<JsonElement> found = [];
        var looked = 0;
        await foreach (var chained in log.ReadAsync(filter.Stream, ReadCursor(cursor), context.RequestAborted))
        {
            looked++;
            if (filter.Shows(chained.Entry))
            {
                found.Add(JsonElement.Parse(EntryLines.Write(chained)));
            }

            if (found.Count == PageSize || looked == MostLookedAt)
            {
                var next = $"{chained.Entry.Version}-{chained.Entry.Stream}";
                return Replies.Of(Reply.Of(StatusCodes.Status200OK, new AuditPage(found.ToValueList(), next)));
            }
        }

        return Replies.Of(Reply.Of(StatusCodes.Status200OK, new AuditPage(found.ToValueList(), Cursor: null)));
    }

    private static async Task ExportAsync(
        HttpContext context,
        AuditLog log,
        string? stream = null,
        string? @event = null,
        string? by = null,
        string? text = null,
        string? since = null,
        string? until = null,
        string format = "jsonl"
    )
    {
        var filter = AuditFilters.Of(stream, @event, by, text, since, until);
        var isTable = IsTable(format);
        context.Response.ContentType = isTable ? "text/csv" : "application/jsonl";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit.{format}\"";
        if (isTable)
        {
            await context.Response.WriteAsync(CsvLines.Header + "\r\n", context.RequestAborted);
        }

        await foreach (var chained in log.ReadAsync(filter.Stream, after: null, context.RequestAborted))
        {
            if (filter.Shows(chained.Entry))
            {
                var line = isTable ? CsvLines.Write(chained) + "\r\n" : EntryLines.Write(chained) + "\n";
                await context.Response.WriteAsync(line, context.RequestAborted);
            }
        }
    }

    private static Task<IResult> StartExportAsync(HttpContext context, UseCases useCases) =>
        useCases.AnswerAsync<ExportBody, Job>(
            context,
            (to, body) => new StartAuditExport(to, body.Export()),
            done => JobReplies.Accepted(context, JobView.Of(done.Value))
        );

    private static Task<IResult> StartVerificationAsync(HttpContext context, UseCases useCases) =>
        useCases.AnswerAsync(
            context,
            to => new StartAuditVerification(to),
            done => JobReplies.Accepted(context, JobView.Of(done.Value))
        );

    private static async Task<IResult> VerifyAsync(HttpContext context, Verifier verifier, VerifyTurn turn)
    {
        if (!turn.TryTake())
        {
            await Rates.TooManyAsync(context);
            return Results.Empty;
        }

        try
        {
            var found = await verifier.VerifyAllAsync(context.RequestAborted);
            return Replies.Of(Reply.Of(StatusCodes.Status200OK, VerificationView.Of(found)));
        }
        finally
        {
            turn.GiveBack();
        }
    }

    /// <exception cref="BadRequestException">The format is unknown.</exception>
    internal static bool IsTable(string format) =>
        format switch
        {
            "jsonl" => false,
            "csv" => true,
            _ => throw new BadRequestException(
                new Problem(StatusCodes.Status400BadRequest, "request.format", "'format' is jsonl or csv")
            ),
        };

    private static (string Stream, int Version)? ReadCursor(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return
            dash > 0
            && int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && Names.Stream(text[(dash + 1)..]) is { } stream
            ? (stream, version)
            : throw Cursors.Refused();
    }
}
