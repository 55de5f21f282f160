using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Audit;

/// <summary>
/// Reads all streams, one after the other in the order of their names. It takes as long as the log is; whoever knows
/// how a stream's name begins says so and waits less.
/// </summary>
internal sealed class AuditLog(Engine engine)
{
    /// <param name="after">The stream and version after which to go on; null for the beginning.</param>
    public async IAsyncEnumerable<ChainedEntry> ReadAsync(
        string? prefix,
        (string Stream, int Version)? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (after is { } last)
        {
            var rest = engine.Streams.ReadAsync(new StreamName(last.Stream), last.Version, cancellation);
            await foreach (var chained in rest)
            {
                yield return chained;
            }
        }

        await foreach (var stream in StreamsAsync(prefix ?? "", after?.Stream, cancellation))
        {
            await foreach (var chained in engine.Streams.ReadAsync(stream, above: 0, cancellation))
            {
                yield return chained;
            }
        }
    }

    private async IAsyncEnumerable<StreamName> StreamsAsync(
        string prefix,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // A name that is the whole of what was asked for comes after nothing that begins with it.
        if (after is null && prefix.Length > 0)
        {
            yield return new StreamName(prefix);
        }

        await foreach (var head in Requests.StreamsUnder.HeadsAsync(engine.Streams, prefix, after, cancellation))
        {
            yield return new StreamName(head.Stream);
        }
    }
}
