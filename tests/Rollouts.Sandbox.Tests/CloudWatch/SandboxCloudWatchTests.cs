using Rollouts.Fakes.Storage;
using Rollouts.Sandbox.CloudWatch;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Sandbox.Tests.CloudWatch;

/// <summary>CloudWatch knows what the front counted, in sums of ten seconds.</summary>
public sealed class SandboxCloudWatchTests
{
    private readonly SettableClock _clock = new();

    [Theory]
    [InlineData("checkout", "checkout-v1")]
    [InlineData("carts", "carts-v1:8080")]
    public async Task Shows_what_came_back_once_its_period_is_over(string service, string backend)
    {
        await using var sandbox = await StartAsync();
        var begin = _clock.GetUtcNow().ToUnixTimeSeconds();
        await SendAsync(sandbox, service, 3);
        await sandbox.Shop.TurnAsync($"{service}-v1", new() { ErrorRate = 1 }, CancellationToken.None);
        await SendAsync(sandbox, service, 2);

        _clock.Advance(CountPublisher.Period);

        await Eventually.IsAsync(() => SumsOf(sandbox, "Requests", backend).Count > 0, "the period to be published");
        Assert.Equal([KeyValuePair.Create(begin, 5.0)], SumsOf(sandbox, "Requests", backend));
        Assert.Equal([KeyValuePair.Create(begin, 2.0)], SumsOf(sandbox, "Errors", backend));
    }

    [Fact]
    public async Task Says_nothing_of_errors_that_did_not_happen_and_of_periods_that_are_not_over()
    {
        await using var sandbox = await StartAsync();
        await SendAsync(sandbox, "carts", 1);
        _clock.Advance(CountPublisher.Period);
        await SendAsync(sandbox, "carts", 1);

        await Eventually.IsAsync(
            () => SumsOf(sandbox, "Requests", "carts-v1:8080").Count > 0,
            "the period to be published"
        );

        Assert.Equal([1.0], SumsOf(sandbox, "Requests", "carts-v1:8080").Values);
        Assert.Empty(SumsOf(sandbox, "Errors", "carts-v1:8080"));
    }

    [Theory]
    [InlineData("{}", 403)]
    [InlineData("""{ "throttled": 1 }""", 400)]
    [InlineData("""{ "failing": 1 }""", 500)]
    public async Task Answers_nobody_who_does_not_sign_and_breaks_when_told_so(string mishaps, int status)
    {
        await using var sandbox = await StartAsync();
        using var http = new HttpClient();
        using var plan = new StringContent(mishaps);
        (await http.PutAsync(new Uri(sandbox.Admin, "endpoints/cloudWatch/mishaps"), plan)).EnsureSuccessStatusCode();

        using var unsigned = new StringContent("{}");
        using var response = await http.PostAsync(sandbox.Endpoints["cloudWatch"], unsigned);

        Assert.Equal(status, (int)response.StatusCode);
    }

    private Task<SandboxHost> StartAsync() =>
        SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0, Clock = _clock });

    private static async Task SendAsync(SandboxHost sandbox, string service, int customers)
    {
        using var http = new HttpClient();
        for (var customer = 0; customer < customers; customer++)
        {
            using var response = await http.GetAsync(new Uri(sandbox.Front, service));
        }
    }

    private SortedDictionary<long, double> SumsOf(SandboxHost sandbox, string metric, string backend) =>
        sandbox.CloudWatch.Read(
            MetricStore.KeyOf(CountPublisher.Namespace, metric, [KeyValuePair.Create("Backend", backend)]),
            "Sum",
            (int)CountPublisher.Period.TotalSeconds,
            DateTimeOffset.MinValue,
            _clock.GetUtcNow()
        );
}
