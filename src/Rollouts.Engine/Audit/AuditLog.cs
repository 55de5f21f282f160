using Rollouts.Domain.Audit;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Audit;

/// <summary>
/// Reads all streams in the order of their names. The time grows with the log. A prefix of the names limits the read.
/// </summary>
public sealed class AuditLog(IStreamStore streams)
{
    /// <param name="after">The stream and version after which to continue; null for the beginning.</param>
    public async IAsyncEnumerable<ChainedEntry> ReadAsync(
        string? prefix,
        (string Stream, int Version)? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (after is { } last)
        {
            var rest = streams.ReadAsync(new StreamName(last.Stream), last.Version, cancellation);
            await foreach (var chained in rest)
            {
                yield return chained;
            }
        }

        await foreach (var stream in StreamsAsync(prefix ?? "", after?.Stream, cancellation))
        {
            await foreach (var chained in streams.ReadAsync(stream, above: 0, cancellation))
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
        // The list begins after the prefix, so a stream whose name is the whole prefix is added here.
        if (after is null && prefix.Length > 0)
        {
            yield return new StreamName(prefix);
        }

        await foreach (var head in StreamsUnder.HeadsAsync(streams, prefix, after, cancellation))
        {
            yield return new StreamName(head.Stream);
        }
    }
}
