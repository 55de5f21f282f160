using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Live;
using Rollouts.Api.Requests;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.Dashboard.Live;

/// <summary>
/// Tells a page about changes at most twice a second, and sends beats so that the page detects a lost connection. The
/// page then reads the changes itself, with the current permissions of its reader.
/// </summary>
internal static class ChangeStream
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Changes within this time are sent as one.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    public static Task OfListAsync(
        HttpContext context,
        Listeners listeners,
        SessionRepository sessions,
        TimeProvider time
    ) =>
        TellAsync(
            context,
            listeners,
            sessions,
            new Listener(HttpCaller.Of(context), Rollout: null),
            0,
            // A list has no version, so a change between the page and this stream cannot be detected here.
            () => Task.FromResult(true),
            time,
            _ => Task.FromResult(0)
        );

    /// <summary>
    /// The page sends the version that it shows. A change between its rendering and this stream is reported at once.
    /// </summary>
    public static async Task OfRolloutAsync(
        HttpContext context,
        UseCases useCases,
        Listeners listeners,
        SamplePulse pulse,
        SessionRepository sessions,
        TimeProvider time,
        string id
    )
    {
        var caller = HttpCaller.Of(context);
        var state = await useCases.RolloutAsync(context, id);
        var shown = int.TryParse(context.Request.Query["shown"], CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
        await TellAsync(
            context,
            listeners,
            sessions,
            new Listener(caller, state.Spec.Id),
            state.Version,
            // Read after the listener was added, so that a concurrent record is reported by one of the two.
            async () => (await useCases.RolloutAsync(context, id)).Version > shown,
            time,
            token => pulse.ReadAsync(state, token)
        );
    }

    private static async Task TellAsync(
        HttpContext context,
        Listeners listeners,
        SessionRepository sessions,
        Listener listener,
        int version,
        Func<Task<bool>> isBehind,
        TimeProvider time,
        Func<CancellationToken, Task<int>> look
    )
    {
        if (!listeners.TryAdd(listener, version))
        {
            await Rates.TooManyAsync(context);
            return;
        }

        var gone = context.RequestAborted;
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await SayAsync(context, await isBehind() ? "changed" : "beat");
            var seen = await look(gone);
            var beatAt = time.GetTimestamp();
            var checkedAt = beatAt;
            var waiting = listener.Events.WaitToReadAsync(gone).AsTask();
            while (true)
            {
                await Task.WhenAny(waiting, Task.Delay(Glance, time, gone));
                gone.ThrowIfCancellationRequested();
                if (waiting.IsCompleted)
                {
                    if (!await waiting)
                    {
                        return;
                    }

                    await Task.Delay(Together, time, gone);
                    if (Drain(listener))
                    {
                        await SayAsync(context, "changed");
                        beatAt = time.GetTimestamp();
                    }

                    waiting = listener.Events.WaitToReadAsync(gone).AsTask();
                }

                if (await look(gone) is var now && now != seen)
                {
                    seen = now;
                    await SayAsync(context, "changed");
                    beatAt = time.GetTimestamp();
                }

                if (time.GetElapsedTime(checkedAt) >= Beat)
                {
                    // Another person may use the browser after the session ended, so the page must drop its content.
                    if (listener.Caller.Session is { } session && await sessions.FindAsync(session.Id, gone) is null)
                    {
                        await SayAsync(context, "ended");
                        return;
                    }

                    checkedAt = time.GetTimestamp();
                }

                if (time.GetElapsedTime(beatAt) >= Beat)
                {
                    await SayAsync(context, "beat");
                    beatAt = time.GetTimestamp();
                }
            }
        }
        finally
        {
            listeners.Remove(listener);
        }
    }

    /// <summary>Removes the waiting events and returns whether one of them was a change. A heartbeat is not.</summary>
    private static bool Drain(Listener listener)
    {
        var isNews = false;
        while (listener.Events.TryRead(out var happened))
        {
            isNews |= happened != LiveEvent.Heartbeat;
        }

        return isNews;
    }

    private static async Task SayAsync(HttpContext context, string what)
    {
        await context.Response.WriteAsync($"event: {what}\ndata: {{}}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
