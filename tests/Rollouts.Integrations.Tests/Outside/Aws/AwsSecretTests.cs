using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>Secrets that AWS keeps, as a connection names them: here the token of a Kong.</summary>
public sealed class AwsSecretTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _tokens = [];
    private SandboxHost _sandbox = null!;
    private HttpServer _kong = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        _folder.Write("key", "sandbox");
        _kong = await HttpServer.StartAsync(context =>
        {
            _tokens.Add(context.Request.Headers["Kong-Admin-Token"].ToString());
            context.Response.StatusCode = 404;
            return context.Response.CompleteAsync();
        });
    }

    public async Task DisposeAsync()
    {
        await _kong.DisposeAsync();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_field_of_a_secret_is_read_and_a_rotated_one_without_a_restart()
    {
        _sandbox.Secrets.Put("prod/kong", """{ "token": "first" }""");
        using var router = Open("secretsManager: { name: prod/kong, field: token, refresh: 1s,");

        await AskAsync(router);
        _sandbox.Secrets.Put("prod/kong", """{ "token": "second" }""");

        await Eventually.IsAsync(
            async () =>
            {
                await AskAsync(router);
                return _tokens[^1] == "second";
            },
            "the rotated secret is used"
        );
        Assert.Equal("first", _tokens[0]);
    }

    [Fact]
    public async Task A_parameter_is_read_in_clear_text()
    {
        _sandbox.Parameters.Put("/rollouts/kong", "parameter");
        using var router = Open("ssmParameter: { name: /rollouts/kong,");

        await AskAsync(router);

        // One reading of Kong is more than one request.
        Assert.Equal(["parameter"], _tokens.Distinct());
    }

    [Fact]
    public async Task A_secret_that_was_read_is_used_while_AWS_fails()
    {
        _sandbox.Secrets.Put("prod/kong", "kept");
        using var router = Open("secretsManager: { name: prod/kong, refresh: 1s,");
        await AskAsync(router);
        _sandbox.Endpoint("secretsManager")!.Mishaps.Plan = new MishapPlan(Failing: 1);
        await Task.Delay(TimeSpan.FromMilliseconds(1100), TimeProvider.System);
        _tokens.Clear();

        await AskAsync(router);

        Assert.Equal(["kept"], _tokens.Distinct());
    }

    [Theory]
    [InlineData("secretsManager: { name: nowhere,", "ResourceNotFoundException")]
    [InlineData("secretsManager: { name: prod/kong, field: other,", "no text in field 'other'")]
    [InlineData("ssmParameter: { name: /nowhere,", "ParameterNotFound")]
    public async Task Says_what_is_missing_and_never_the_secret(string place, string why)
    {
        _sandbox.Secrets.Put("prod/kong", """{ "token": "hidden-text" }""");
        using var router = Open(place);

        var fault = await AskAsync(router);

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-text", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_tokens);
    }

    [Fact]
    public async Task Credentials_that_AWS_rejects_are_a_denial()
    {
        _folder.Write("key", "another");
        using var router = Open("secretsManager: { name: prod/kong,");

        Assert.Equal(FaultKind.Denied, (await AskAsync(router)).Kind);
    }

    private ITrafficRouter Open(string place)
    {
        var service = place.StartsWith("ssm", StringComparison.Ordinal) ? "ssm" : "secretsManager";
        return Connected.Router(
            $"kong: {{ address: '{_kong.Address}', adminToken: {{ {place} region: eu-west-1, "
                + $"endpoint: '{_sandbox.Endpoints[service]}', accessKey: {{ id: {{ file: '{_folder["key"]}' }}, "
                + $"secret: {{ file: '{_folder["key"]}' }} }} }} }} }}"
        );
    }

    private static async Task<Fault> AskAsync(ITrafficRouter router)
    {
        var where = new Settings.Map([new Setting("upstream", new Settings.Text("carts"))]);
        var answer = await router.ReadAsync(new(where, new BackendName("b"), new BackendName("a")), default);
        Assert.False(answer.TryGet(out _, out var fault));
        return fault;
    }
}
