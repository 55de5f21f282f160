using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Tests.Metrics.Prometheus;

namespace Rollouts.Integrations.Tests.Outside.Http;

/// <summary>How this service makes itself known: with secrets that it looks up anew for each request.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PrometheusStandIn _standIn = null!;

    public async Task InitializeAsync() => _standIn = await PrometheusStandIn.StartAsync();

    public async Task DisposeAsync()
    {
        await _standIn.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sends_a_user_and_a_password()
    {
        _folder.Write("password", "pässword\n");

        Assert.Null(await AskAsync($"basicAuth: {{ user: me, password: {{ file: '{_folder["password"]}' }} }}"));

        Assert.Equal("Basic bWU6cMOkc3N3b3Jk", _standIn.Headers[0]["Authorization"]);
    }

    [Fact]
    public async Task Sends_a_token_and_takes_up_a_new_one_by_itself()
    {
        _folder.Write("token", "first");
        using var source = Open($"bearer: {{ file: '{_folder["token"]}' }}");

        Assert.Null(await AskAsync(source));
        _folder.Write("token", "second");
        Assert.Null(await AskAsync(source));

        Assert.Equal(["Bearer first", "Bearer second"], _standIn.Headers.Select(sent => sent["Authorization"]));
    }

    [Fact]
    public async Task Sends_headers_of_tenants_and_of_secrets()
    {
        Environment.SetEnvironmentVariable("ROLLOUTS_TEST_KEY", "k-1");

        Assert.Null(await AskAsync("headers: { X-Scope-OrgID: team-a, X-Gate: { env: ROLLOUTS_TEST_KEY } }"));

        Assert.Equal("team-a", _standIn.Headers[0]["X-Scope-OrgID"]);
        Assert.Equal("k-1", _standIn.Headers[0]["X-Gate"]);
    }

    [Theory]
    [InlineData("missing", null)]
    [InlineData("empty", "\n")]
    [InlineData("two-lines", "s3cr3t\nX-Admin: 1\n")]
    public async Task Sends_nothing_where_a_secret_cannot_be_used(string name, string? content)
    {
        if (content is not null)
        {
            _folder.Write(name, content);
        }

        var fault = await AskAsync($"bearer: {{ file: '{_folder[name]}' }}");

        Assert.Equal(FaultKind.Denied, fault?.Kind);
        Assert.Contains(_folder[name], fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_standIn.Asked);
    }

    [Fact]
    public void Nothing_that_can_be_printed_of_a_connection_is_a_secret()
    {
        _folder.Write("token", "s3cr3t");

        var connection = Connected.Read(
            $"prometheus: {{ address: 'http://p:9090', bearer: {{ file: '{_folder["token"]}' }} }}"
        );

        Assert.DoesNotContain("s3cr3t", connection.ToString(), StringComparison.Ordinal);
    }

    private IMetricSource Open(string more) =>
        Connected.Source($"prometheus: {{ address: '{_standIn.Address}', {more} }}");

    private async Task<Fault?> AskAsync(string more)
    {
        using var source = Open(more);
        return await AskAsync(source);
    }

    internal static async Task<Fault?> AskAsync(IMetricSource source)
    {
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var question = new MetricQuestion.Value(now, now, new ByArm(Query.Text("up"), Baseline: null));
        var answer = await Assert.Single(source.Ask([question], default));
        return answer.TryGet(out _, out var fault) ? null : fault;
    }
}
