using Rollouts.Api.Hosting;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Hosting;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;

namespace Rollouts.Api.Tests;

/// <summary>The API as a process would run it: a real host on the loopback, SQLite in a folder, the sandbox's mesh.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SandboxHost? _sandbox;
    private ApiHost? _host;

    /// <summary>Whoever owns the machine.</summary>
    protected Client Administrator { get; private set; } = null!;

    /// <summary>Somebody without a key.</summary>
    protected Client Stranger { get; private set; } = null!;

    internal ApiHost Host => _host!;

    internal SandboxHost Sandbox => _sandbox!;

    protected TempFolder Folder => _folder;

    protected string Address => _host!.Address;

    /// <summary>Whether it drives what is due. Most tests want to look at something that stands still.</summary>
    protected virtual bool Works => false;

    /// <summary>A rehearsal may take long here, because the tests of other projects run beside it.</summary>
    internal virtual ApiLimits Limits => new() { LongestRehearsal = TimeSpan.FromMinutes(5) };

    /// <summary>More connections, as they stand in the installation's file.</summary>
    protected virtual string Connections => "";

    /// <summary>More sections of that file.</summary>
    protected virtual string Sections => "";

    /// <summary>What administrators demand of the environment.</summary>
    protected virtual string Staging => "{}";

    protected virtual string Listen => "http://127.0.0.1:0";

    /// <summary>How late it is for a host that is started from now on.</summary>
    protected TimeSpan ClockAhead { get; set; }

    public virtual async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(
            new SandboxSettings { RequestsPerSecond = 20, SlackPatience = TimeSpan.FromMinutes(1) }
        );
        await StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        Administrator.Dispose();
        Stranger.Dispose();
        await StopAsync();
        await _sandbox!.DisposeAsync();
        _folder.Dispose();
    }

    protected async Task StartAgainAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    protected async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    protected Client With(string? key) => new(Address, key);

    private async Task StartAsync()
    {
        var installation = _folder.Write(
            "installation.yaml",
            Releases
                .Installation(_sandbox!, _folder, Connections)
                .Replace("staging: {}", $"staging: {Staging}", StringComparison.Ordinal) + Sections
        );
        var host = new HostSettings(
            new FileInfo(installation),
            new DirectoryInfo(_folder["data"]),
            PostgresFrom: null,
            Listen
        )
        {
            Clock = new SkewedClock(ClockAhead),
        };
        _host = await ApiHost.StartAsync(new ApiSettings(host, Works) { Limits = Limits }, default);
        var key = await File.ReadAllTextAsync(Path.Combine(_folder["data"], AdministratorKey.FileName));
        (Administrator, Stranger) = (With(key.Trim()), With(null));
    }
}
