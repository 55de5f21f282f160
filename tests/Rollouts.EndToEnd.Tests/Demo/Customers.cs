namespace Rollouts.EndToEnd.Tests.Demo;

/// <summary>Customers of a test's own, who remember who served them.</summary>
internal sealed class Customers(Uri front, string service) : IDisposable
{
    private const int Crowd = 1_000;
    private const int AtOnce = 8;

    /// <summary>A fair split strays so far, in standard deviations, less than once in a million times.</summary>
    private const double Widest = 5;

    private readonly HttpClient _http = new() { BaseAddress = front };

    public void Dispose() => _http.Dispose();

    /// <summary>So large a part of them reaches the candidate, and all others the stable version.</summary>
    public async Task AreSharedAsync(string stable, string candidate, double share)
    {
        var served = await ComeAsync(Crowd);
        var (expected, stray) = (Crowd * share, Widest * Math.Sqrt(Crowd * share * (1 - share)));

        Assert.InRange(served.GetValueOrDefault(candidate), expected - stray, expected + stray);
        Assert.Equal(Crowd, served.GetValueOrDefault(candidate) + served.GetValueOrDefault(stable));
    }

    public async Task AllGoToAsync(string version) =>
        Assert.Equal([new KeyValuePair<string, int>(version, Crowd / 5)], await ComeAsync(Crowd / 5));

    // Several at once, so that they do not keep step with the turns of the front.
    private async Task<IReadOnlyDictionary<string, int>> ComeAsync(int count)
    {
        var served = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (_, cancellation) =>
            {
                using var response = await _http.GetAsync(service, cancellation);
                served.AddOrUpdate(
                    response.Headers.GetValues("x-served-by").Single(),
                    addValue: 1,
                    (_, before) => before + 1
                );
            }
        );
        return served;
    }
}
