using Rollouts.Api.Hosting;
using Rollouts.Hosting;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>Several processes on one PostgreSQL are one service to whoever signs in.</summary>
public sealed class SeveralProcessesTests : IAsyncLifetime
{
    private const string Installation = "connections: { edge: { haproxy: { socket: /run/haproxy/admin.sock } } }\n";

    private readonly string _variable = $"ROLLOUTS_TEST_{Guid.NewGuid():N}";
    private readonly TempFolder _folder = new();
    private ApiHost _one = null!;
    private ApiHost _other = null!;

    public async Task InitializeAsync()
    {
        var server = await PostgresServer.Shared;
        Environment.SetEnvironmentVariable(_variable, await server.CreateDatabaseAsync());
        _one = await StartAsync("one");
        // Both are given the same key files, as several workers of one installation are.
        Directory.CreateDirectory(_folder["other"]);
        foreach (var file in Directory.GetFiles(_folder["one"]))
        {
            File.Copy(file, Path.Combine(_folder["other"], Path.GetFileName(file)));
        }

        _other = await StartAsync("other");
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        Environment.SetEnvironmentVariable(_variable, null);
        _folder.Dispose();
    }

    [Fact]
    public async Task Whoever_is_in_at_one_is_in_at_all_and_out_at_all()
    {
        using var here = new Browser(_one.Address);
        using var there = new Browser(_other.Address);
        var link = _one.FirstLink()!;
        (await here.SubmitAsync(await here.GetAsync(link))).Is(200);
        there.Keep("rollouts", here.Cookie("rollouts")!);

        var proof = (await there.GetAsync("/api/v1/me")).Is(200)["csrf"];
        Assert.Equal(proof, (await here.GetAsync("/api/v1/me")).Is(200)["csrf"]);
        (await there.PostAsync("/sign-out", ("X-Rollouts-Csrf", proof))).Is(204);

        (await here.GetAsync("/api/v1/me")).Is(401);
    }

    [Fact]
    public async Task A_link_is_good_once_wherever_it_is_used()
    {
        var code = _one.FirstLink()!.Split('?')[1];
        var browsers = new[] { _one, _other, _one, _other }.Select(host => new Browser(host.Address)).ToList();

        var pages = await Task.WhenAll(
            browsers.Select(async browser =>
                await browser.SubmitAsync((await browser.GetAsync($"/sign-in/first?{code}")).Is(200))
            )
        );

        Assert.Single(pages, page => page.Status == 200);
        browsers.ForEach(browser => browser.Dispose());
    }

    private Task<ApiHost> StartAsync(string name)
    {
        var host = new HostSettings(
            new FileInfo(_folder.Write($"{name}.yaml", Installation)),
            new DirectoryInfo(_folder[name]),
            _variable,
            "http://127.0.0.1:0"
        );
        return ApiHost.StartAsync(new ApiSettings(host, Works: false), default);
    }
}
