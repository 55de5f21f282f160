using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>A role is assumed once for many calls, and anew before its session ends.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<Dictionary<string, string>> _asked = [];
    private SignedPeer _peer = null!;
    private SignedPeer _sts = null!;
    private TimeSpan _granted = TimeSpan.FromHours(1);
    private bool _isDown;

    public async Task InitializeAsync()
    {
        _peer = await SignedPeer.StartAsync("things");
        _sts = await SignedPeer.StartAsync("sts", AssumeAsync);
        _sts.Keys.Add(new AwsKey("own", "own-secret"));
        _folder.Write("id", "own");
        _folder.Write("secret", "own-secret");
    }

    public async Task DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _sts.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Is_assumed_once_for_many_calls()
    {
        using var client = _peer.Client(Access);

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StatusAsync(client)));

        Assert.All(all, status => Assert.Equal(HttpStatusCode.OK, status));
        var asked = Assert.Single(_asked);
        Assert.Equal("arn:aws:iam::123456789012:role/mesh", asked["RoleArn"]);
        Assert.Equal("from-us", asked["ExternalId"]);
        Assert.Equal("rollouts", asked["RoleSessionName"]);
    }

    [Fact]
    public async Task Is_assumed_anew_before_its_session_ends()
    {
        _granted = TimeSpan.FromMinutes(4);
        using var client = _peer.Client(Access);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_session_that_is_still_good_is_used_while_STS_is_away()
    {
        _granted = TimeSpan.FromMinutes(4);
        using var client = _peer.Client(Access);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        _isDown = true;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
    }

    [Fact]
    public async Task A_session_that_is_refused_is_not_tried_again()
    {
        using var client = _peer.Client(Access);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        _peer.Keys.Clear();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Says_why_it_cannot_be_assumed()
    {
        _sts.Keys.Clear();
        using var refused = _peer.Client(Access);
        Assert.Equal(FaultKind.Denied, (await FaultAsync(refused)).Kind);

        _sts.Keys.Add(new AwsKey("own", "own-secret"));
        _isDown = true;
        using var broken = _peer.Client(Access);
        Assert.Equal(FaultKind.Broken, (await FaultAsync(broken)).Kind);

        using var absent = _peer.Client(Access with { Role = Role with { Sts = new Uri("http://127.0.0.1:1/") } });
        var fault = await FaultAsync(absent);
        Assert.Equal(FaultKind.Unreachable, fault.Kind);
        Assert.Contains("role/mesh", fault.Message, StringComparison.Ordinal);
    }

    private AssumedRole Role =>
        new("arn:aws:iam::123456789012:role/mesh", "from-us", "rollouts", new Uri(_sts.Address));

    private AwsAccess Access =>
        new(
            "eu-west-1",
            new AwsAccessKey(new Secret.InFile(_folder["id"]), new Secret.InFile(_folder["secret"]), Token: null),
            Profile: null,
            Role
        );

    private async Task AssumeAsync(HttpContext context)
    {
        if (_isDown)
        {
            context.Response.StatusCode = 503;
            return;
        }

        var form = await context.Request.ReadFormAsync();
        _asked.Add(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        var key = new AwsKey($"ASIA{_asked.Count}", "session-secret", $"session-{_asked.Count}");
        _peer.Keys.Add(key);
        var until = (TimeProvider.System.GetUtcNow() + _granted).ToString("O", CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>{key.Id}</AccessKeyId><SecretAccessKey>{key.Secret}</SecretAccessKey>
            <SessionToken>{key.Token}</SessionToken><Expiration>{until}</Expiration>
            </Credentials></AssumeRoleResult></AssumeRoleResponse>
            """
        );
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("x", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<Fault> FaultAsync(HttpClient client) =>
        (await Assert.ThrowsAsync<OutsideException>(() => StatusAsync(client))).Fault;
}
