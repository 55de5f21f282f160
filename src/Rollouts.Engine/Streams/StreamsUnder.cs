using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Streams;

/// <summary>Finds streams of one kind.</summary>
public static class StreamsUnder
{
    /// <summary>The heads of streams with this prefix, in the order of their names.</summary>
    /// <param name="after">The last name of the previous list, or null for the beginning.</param>
    public static async IAsyncEnumerable<Head> HeadsAsync(
        IStreamStore streams,
        string prefix,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var head in streams.HeadsAsync(new StreamName(after ?? prefix), cancellation))
        {
            if (!head.Stream.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            yield return head;
        }
    }

    /// <summary>The service and environment in a name such as <c>plan/prod/checkout</c>; null if it has none.</summary>
    public static (ServiceName Service, EnvironmentName Environment)? PairIn(string stream) =>
        stream.Split('/') is [_, var environment, var service] && Name.IsValid(environment) && Name.IsValid(service)
            ? (new ServiceName(service), new EnvironmentName(environment))
            : null;
}
