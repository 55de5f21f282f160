using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws.Secrets;

/// <summary>
/// The secrets that were read, each for a short time: a secret is used with each request, and AWS limits and bills the
/// calls. A rotated secret is taken up when the time is over. An outage of AWS does not end the use of a secret, since
/// a rollback may need it; a refusal does.
/// </summary>
internal static class AwsSecretCache
{
    private static readonly ConcurrentDictionary<AwsSecret, Entry> Entries = new();

    public static Task<Answer<string>> ReadAsync(AwsSecret secret, CancellationToken cancellation) =>
        Entries.GetOrAdd(secret, one => new Entry(one)).ReadAsync(cancellation);

    [SuppressMessage("Design", "CA1001", Justification = "An entry lives as long as the process.")]
    private sealed class Entry(AwsSecret secret)
    {
        private readonly SemaphoreSlim _one = new(1);
        private AwsSecretClient _client = Connect(secret);
        private volatile Known? _known;

        public async Task<Answer<string>> ReadAsync(CancellationToken cancellation)
        {
            if (_known is { } fresh && IsFresh(fresh))
            {
                return fresh.Value;
            }

            // All waiting calls share one read.
            await _one.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                if (_known is { } read && IsFresh(read))
                {
                    return read.Value;
                }

                var answer = await _client.ReadAsync(cancellation).ConfigureAwait(false);
                if (answer.TryGet(out var value, out var fault))
                {
                    _known = new Known(value, TimeProvider.System.GetTimestamp());
                    return value;
                }

                if (_known is { } last && fault.MayPass)
                {
                    // Kept for one more interval, so that an outage costs a call now and then and not one each time.
                    _known = last with
                    {
                        At = TimeProvider.System.GetTimestamp(),
                    };
                    return last.Value;
                }

                _known = null;
                if (fault.Kind == FaultKind.Denied)
                {
                    // These services refuse credentials with the status of a bad request: look them up anew.
                    _client.Dispose();
                    _client = Connect(secret);
                }

                return fault;
            }
            finally
            {
                _one.Release();
            }
        }

        private static AwsSecretClient Connect(AwsSecret secret) =>
            new(secret, new AdapterContext(TimeProvider.System));

        private bool IsFresh(Known known) => TimeProvider.System.GetElapsedTime(known.At) < secret.Refresh;
    }

    private sealed record Known(string Value, long At);
}
