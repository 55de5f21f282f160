using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rollouts.Hosting;

namespace Rollouts.Api.Tests.Hosting;

/// <summary>What the process tells whoever supervises it.</summary>
public sealed class ExitTests : ApiTest
{
    [Fact]
    public async Task A_host_that_stops_by_itself_exits_with_1()
    {
        var code = Host.WaitAsync(CancellationToken.None);

        Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(1, await code);
    }

    [Fact]
    public async Task A_host_that_was_asked_to_stop_exits_with_0()
    {
        using var stop = new CancellationTokenSource();
        var code = Host.WaitAsync(stop.Token);

        await stop.CancelAsync();

        Assert.Equal(0, await code);
    }

    [Fact]
    public void Signals_are_left_to_the_command_line() =>
        Assert.Equal(typeof(HostExit), Host.Services.GetRequiredService<IHostLifetime>().GetType().DeclaringType);
}
