using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rollouts.Api.Chat;
using Rollouts.Api.Hosting;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.Live;
using Rollouts.Domain.Connections;
using Rollouts.Engine.Loops;
using Rollouts.Fakes.Storage;
using Rollouts.Hosting;
using Rollouts.Hosting.Jobs;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Api.Tests.Loops;

/// <summary>
/// Every hosted service of the API and of the worker in it, as their own composition lists them, while every call of
/// the store throws what no code expects.
/// </summary>
public sealed class EveryLoopTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryStore _store = new(TimeProvider.System);
    private readonly InstallationSeal _seal;
    private readonly WebApplication _app;
    private volatile bool _isBroken = true;

    public EveryLoopTests()
    {
        _seal = InstallationSeal.Open(_folder["seal.pem"]);
        _store.Fault = _ =>
        {
            if (_isBroken)
            {
                throw new NotSupportedException("no code expects this");
            }
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRolloutsWorker(_store, Connected(), _seal);
        builder.Services.AddSingleton(_ => new Export("test"));
        builder.Services.AddApi(AdministratorKey.Open(new DirectoryInfo(_folder["."])), new ApiLimits());
        _app = builder.Build();
        ApiPipeline.Map(_app);
    }

    private LoopHealth Health => _app.Services.GetRequiredService<LoopHealth>();

    private IReadOnlyList<IHostedService> Ours =>
        [
            .. _app
                .Services.GetServices<IHostedService>()
                .Where(service =>
                    service
                        .GetType()
                        .Assembly.GetName()
                        .Name!.StartsWith("rollouts", StringComparison.OrdinalIgnoreCase)
                )
                // The servers of Hangfire are no loop: Hangfire guards each job.
                .Where(service => service is not JobServers),
        ];

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose()
    {
        _seal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_unexpected_exception_in_any_loop_stops_neither_the_loop_nor_the_host()
    {
        using var failures = new LoopFailures();
        var lifetime = _app.Services.GetRequiredService<IHostApplicationLifetime>();

        // The live loop asks nothing while there is no listener.
        _app.Services.GetRequiredService<Listeners>()
            .TryAdd(new Listener(Caller.Administrator, Rollout: null), version: 0);

        // Nor does the loop of views that no person has opened.
        var opened = new ChatEvent.HomeOpened(new ChatUser("T0OURS", "U1"));
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            _app.Services.GetRequiredService<ChatViews>().ShowAsync("team", opened, default)
        );

        Assert.NotEmpty(Ours);
        Assert.All(Ours, service => Assert.IsAssignableFrom<GuardedLoop>(service));

        // The registration of the recurring jobs does not use the store that is broken here.
        foreach (var loop in Ours.Where(loop => loop is not RecurringJobsLoop).Cast<GuardedLoop>())
        {
            var name = loop.GetType().Name;
            await Eventually.IsAsync(() => failures.Of(name) >= 2, $"{name} to have failed and to have gone on");
            Assert.False(loop.ExecuteTask!.IsCompleted, $"{name} has ended");
        }

        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(Ours.Select(loop => loop.GetType().Name).Order(), Health.Loops.Order());
        _isBroken = false;
    }

    private static Installation Connected() =>
        InstallationReader
            .Read(
                "installation.yaml",
                """
                connections:
                  team:
                    slack:
                      token: { env: NOWHERE }
                      signingSecret: { env: NOWHERE }
                      appToken: { env: NOWHERE }
                      workspace: T0OURS
                      dashboard: http://127.0.0.1:9
                      api: http://127.0.0.1:9
                """u8.ToArray()
            )
            .Installation!;

    [Fact]
    public void The_host_goes_on_where_a_loop_ends_in_spite_of_its_guard()
    {
        var options = _app.Services.GetRequiredService<IOptions<HostOptions>>().Value;

        Assert.Equal(BackgroundServiceExceptionBehavior.Ignore, options.BackgroundServiceExceptionBehavior);
    }
}
