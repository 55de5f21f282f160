using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside;

/// <summary>Bounds the duration of a call to an external system.</summary>
internal static class WithTimeout
{
    public static async Task<Answer<T>> CallAsync<T>(
        string what,
        TimeSpan patience,
        TimeProvider time,
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    )
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            // A call that ignores its token is abandoned, and its result is discarded.
            return await call(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return OutOf(patience, what);
        }
    }

    public static Fault OutOf(TimeSpan patience, string what) =>
        new(FaultKind.TimedOut, $"{what} did not answer within {patience.TotalSeconds:0.#} s");

    /// <summary>The same for a call without a result.</summary>
    public static async Task<Fault?> DoAsync(
        string what,
        TimeSpan patience,
        TimeProvider time,
        Func<CancellationToken, Task<Fault?>> call,
        CancellationToken cancellation
    )
    {
        var answer = await CallAsync<Fault?>(
            what,
            patience,
            time,
            async token => new Answer<Fault?>.Got(await call(token)),
            cancellation
        );
        return answer switch
        {
            Answer<Fault?>.Got got => got.Value,
            Answer<Fault?>.Failed failed => failed.Fault,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
