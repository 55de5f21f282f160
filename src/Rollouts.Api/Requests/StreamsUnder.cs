using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Api.Requests;

/// <summary>Finds streams of one kind.</summary>
internal static class StreamsUnder
{
    /// <summary>The heads of streams whose names begin so, in the order of their names.</summary>
    /// <param name="after">A name that was listed before, or null for the beginning.</param>
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

    /// <summary>The service and environment in a name like <c>plan/prod/checkout</c>; null where it has none.</summary>
    public static (ServiceName Service, EnvironmentName Environment)? PairIn(string stream) =>
        stream.Split('/') is [_, var environment, var service] && Name.IsValid(environment) && Name.IsValid(service)
            ? (new ServiceName(service), new EnvironmentName(environment))
            : null;
}
