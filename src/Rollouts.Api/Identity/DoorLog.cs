using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Identity;

/// <summary>
/// Writes down who came in and who was not let in. What strangers can cause for ever is bounded: of very many refusals
/// some are written, each with how many before it were not.
/// </summary>
internal sealed class DoorLog(Engine engine, TimeProvider time) : IDisposable
{
    private const int LongestPath = 200;

    /// <summary>Beyond so many the day begins anew, which writes a line too many and holds no more.</summary>
    private const int MostRemembered = 10_000;

    private static readonly object Place = new();

    private static readonly StreamName Stream = new("access/door");

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly Actor Stranger = new(
        ActorKind.Person,
        ActorId.Unidentified,
        "stranger",
        [],
        IsAdministrator: false
    );

    private readonly ConcurrentDictionary<string, DateTimeOffset> _entered = new(StringComparer.Ordinal);

    private readonly TokenBucketRateLimiter _lines = new(
        new TokenBucketRateLimiterOptions
        {
            TokenLimit = 20,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        }
    );

    private long _unwritten;

    /// <summary>Once a day for each caller, and after each start.</summary>
    public async Task NoteEntryAsync(HttpContext context, Caller caller)
    {
        var now = time.GetUtcNow();
        if (_entered.TryGetValue(caller.Id, out var last) && now - last < Day)
        {
            return;
        }

        if (_entered.Count >= MostRemembered)
        {
            _entered.Clear();
        }

        _entered[caller.Id] = now;
        await AppendAsync(new AccessEvent.Entered(AddressOf(context)), caller.Actor, "the first request of the day");
    }

    /// <summary>That a person came, or went.</summary>
    public Task NoteAsync(AccessEvent happened, Actor by, string reason) => AppendAsync(happened, by, reason);

    /// <summary>
    /// Says why this request is refused, for the log alone. A refusal that has another status than most is noted by it.
    /// </summary>
    /// <param name="code">What the caller is told.</param>
    public static void Because(HttpContext context, string code, string reason) =>
        context.Items[Place] = (Code: code, Reason: reason);

    /// <summary>Whether it was answered that nobody, or not this caller, may do this.</summary>
    public static bool IsRefusal(HttpContext context) =>
        context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
        || (context.Items.ContainsKey(Place) && context.Response.StatusCode != StatusCodes.Status429TooManyRequests);

    /// <summary>After a request was answered that nobody, or not this caller, may make.</summary>
    public async Task NoteRefusalAsync(HttpContext context)
    {
        var (code, reason) = WhyOf(context);
        using var lease = _lines.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            Interlocked.Increment(ref _unwritten);
            return;
        }

        var unwritten = Interlocked.Exchange(ref _unwritten, 0);
        var path = context.Request.Path.ToUriComponent();
        var refused = new AccessEvent.Refused(
            code,
            $"{context.Request.Method} {(path.Length <= LongestPath ? path : path[..LongestPath])}",
            AddressOf(context),
            unwritten
        );
        var by = Callers.Known(context)?.Actor ?? Stranger;
        if (!await AppendAsync(refused, by, reason))
        {
            Interlocked.Add(ref _unwritten, unwritten + 1);
        }
    }

    public void Dispose() => _lines.Dispose();

    // A refused caller does not learn that the record is missing, and an admitted one does not wait for it.
    private async Task<bool> AppendAsync(AccessEvent happened, Actor by, string reason)
    {
        try
        {
            var because = new Origin(default, by, new Cause("sign-in", null), reason);
            return await engine.Runner.AppendAsync(Stream, [(happened, because)], messages: [], answer: null, default);
        }
        catch (StoreUnavailableException)
        {
            // The answer stands all the same; the next record says how many are missing.
            return false;
        }
    }

    private static (string Code, string Reason) WhyOf(HttpContext context) =>
        context.Items[Place] is ValueTuple<string, string> why ? why
        : context.Response.StatusCode == StatusCodes.Status403Forbidden ? (Refusals.NotAllowedCode, "it may not")
        : (Refusals.KeyNeeded.Code, "it has no valid key");

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
