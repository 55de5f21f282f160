using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Api.Tokens;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;
using Rollouts.Servers;

namespace Rollouts.Api.Tests.Tokens;

/// <summary>A provider's keys are kept, taken up when they change, and never asked for as often as strangers like.</summary>
public sealed class KeyCacheTests : IAsyncLifetime
{
    private readonly Forge _forge = new();
    private readonly WoundClock _clock = new();
    private HttpServer _server = null!;
    private OpenIdProvider _provider = null!;
    private KeyCache _cache = null!;
    private string _keys = "";
    private string? _issuer;
    private int _asked;
    private bool _isDown;

    public async Task InitializeAsync()
    {
        _server = await HttpServer.StartAsync(AnswerAsync);
        _keys = _forge.Keys();
        var settings = new SignInSettings
        {
            Issuer = Origin,
            ClientId = "rollouts",
            Address = new Uri("http://127.0.0.1/"),
            Scopes = ["openid"],
            GroupsClaim = "groups",
            Roles = [],
            LongestSession = TimeSpan.FromHours(12),
            LongestIdle = TimeSpan.FromHours(2),
        };
        _provider = new OpenIdProvider(settings, new AdapterContext(TimeProvider.System));
        _cache = new KeyCache(_provider, _clock, NullLogger<KeyCache>.Instance);
    }

    public async Task DisposeAsync()
    {
        _cache.Dispose();
        _provider.Dispose();
        await _server.DisposeAsync();
        _forge.Dispose();
    }

    private string Origin => _server.Address.ToString().TrimEnd('/');

    [Fact]
    public async Task They_are_asked_for_once_however_many_tokens_come()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => KnowsAsync(Forge.RsaId)));

        Assert.True(await KnowsAsync(Forge.CurveId));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_new_key_is_taken_up_with_the_first_token_that_names_it()
    {
        Assert.True(await KnowsAsync(Forge.RsaId));
        _keys = Forge.Keys(_forge.RsaKey("rsa-2"));

        Assert.True(await KnowsAsync("rsa-2"));
        Assert.False(await KnowsAsync(Forge.RsaId));
    }

    [Fact]
    public async Task Made_up_keys_have_it_asked_now_and_then_and_not_each_time()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.False(await KnowsAsync($"made-up-{i}"));
        }

        Assert.Equal(2, _asked);
        _clock.Advance(KeyCache.Patience);
        Assert.False(await KnowsAsync("made-up"));
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_good_for_a_while_and_no_longer()
    {
        Assert.True(await KnowsAsync(Forge.RsaId));
        _keys = Forge.Keys(_forge.CurveKey());

        Assert.True(await KnowsAsync(Forge.RsaId));
        _clock.Advance(KeyCache.Fresh);
        Assert.False(await KnowsAsync(Forge.RsaId));
    }

    [Fact]
    public async Task While_the_provider_is_away_the_old_ones_count_for_a_day()
    {
        Assert.True(await KnowsAsync(Forge.RsaId));
        _isDown = true;

        _clock.Advance(KeyCache.Oldest - TimeSpan.FromMinutes(1));
        Assert.True(await KnowsAsync(Forge.RsaId));
        var asked = _asked;
        Assert.True(await KnowsAsync(Forge.RsaId));
        Assert.Equal(asked, _asked);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await KnowsAsync(Forge.RsaId));

        _isDown = false;
        _clock.Advance(KeyCache.Patience);
        Assert.True(await KnowsAsync(Forge.RsaId));
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_is_not_believed()
    {
        _issuer = "https://another.example";

        Assert.False(await KnowsAsync(Forge.RsaId));
    }

    [Fact]
    public async Task Something_else_than_keys_does_not_replace_them()
    {
        Assert.True(await KnowsAsync(Forge.RsaId));
        _keys = "<html>";
        _clock.Advance(KeyCache.Fresh);

        Assert.True(await KnowsAsync(Forge.RsaId));
    }

    private async Task<bool> KnowsAsync(string key)
    {
        var algorithm = key == Forge.CurveId ? "ES256" : "RS256";
        var token = Jwt.Parse(Forge.Sign(new { alg = algorithm, kid = key }, Forge.Claims(), _ => []))!;
        return (await _cache.ForAsync(token, default)).TryGet(out var keys, out _) && !keys.For(token).IsEmpty;
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (_isDown)
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }

        if (context.Request.Path == "/jwks")
        {
            Interlocked.Increment(ref _asked);
            return context.Response.WriteAsync(_keys);
        }

        return context.Response.WriteAsJsonAsync(
            new
            {
                issuer = _issuer ?? Origin,
                authorization_endpoint = $"{Origin}/auth",
                token_endpoint = $"{Origin}/token",
                jwks_uri = $"{Origin}/jwks",
            }
        );
    }
}
