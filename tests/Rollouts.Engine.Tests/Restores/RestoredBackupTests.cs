using System.Diagnostics;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Tests.Refusing;
using Rollouts.Sandbox.Kong;
using Rollouts.Servers;
using Rollouts.Storage.Marks;

namespace Rollouts.Engine.Tests.Restores;

/// <summary>
/// A backup that was taken during a way back and restored after a newer success shifted all traffic
/// to the old version within seconds of the start.
/// </summary>
public sealed class RestoredBackupTests : IAsyncLifetime
{
    private const string Route = "kong: { upstream: shop }";
    private const string Backends = "slots: ['v1:80', 'v2:80']";
    private const string Steps = "{ shift: 50% }, { approve: { from: [ops] } }, { shift: 100% }, { bake: 0s }";

    private static readonly Actor Root = Actor.Person("root") with { IsAdministrator = true };
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);

    private readonly TempFolder _backup = new();
    private GuardedServer? _kong;
    private Release? _release;
    private RolloutId _id;

    public async Task InitializeAsync()
    {
        _kong = await GuardedServer.OfKongAsync();
        _kong.Kong.AddUpstream("shop", ("v1:80", 100), ("v2:80", 0));
        _release = await Release.WithAsync(_kong.KongConnection);
        _id = await _release.OpenAsync("2.0.0", Route, Backends, Steps);
        await _release.UntilAsync(
            _id,
            state => state.Targets[0].Observed?.Traffic.Candidate == Weight.Percent(50),
            "50 %"
        );

        _kong.RefusesWrites = true;
        await RollBackAsync();
        await _release.UntilAsync(_id, state => state.Targets[0].WriteFailure is not null, "the refused way back");
        await RunAsync("Backup", _release.Data);
        _kong.RefusesWrites = false;
    }

    public async Task DisposeAsync()
    {
        await _release!.DisposeAsync();
        await _kong!.DisposeAsync();
        _backup.Dispose();
    }

    [Fact]
    public async Task A_restored_way_back_writes_nothing_after_a_newer_success()
    {
        await SucceedAsync();
        await RestoreAsync(isRestored: false);

        var state = await _release!.UntilAsync(_id, one => one.Hold is not null, "the hold");
        await Task.Delay(Long);

        Assert.Equal((StoreHoldKind.Unacknowledged, 100), (state.Hold!.Kind, WeightOfV2));
        Assert.IsType<Status.RollingBack>((await _release.StateAsync(_id)).Status);
        using var client = new HttpClient();
        var ready = await client.GetStringAsync(_release.Address + "/health/ready");
        Assert.StartsWith("ready; the database went back in time", ready, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documented_procedure_writes_nothing_after_a_newer_success_either()
    {
        await SucceedAsync();
        await RestoreAsync(isRestored: true);

        var state = await _release!.UntilAsync(_id, one => one.Hold is not null, "the hold");
        await Task.Delay(Long);

        Assert.Equal((StoreHoldKind.Acknowledged, 100), (state.Hold!.Kind, WeightOfV2));
    }

    [Fact]
    public async Task The_documented_procedure_goes_on_with_a_way_back_where_the_router_shows_nothing_new()
    {
        _kong!.RefusesWrites = true;
        await RestoreAsync(isRestored: true);
        await _release!.UntilAsync(_id, one => one is { Hold: null, WentBack: not null }, "the release");
        _kong.RefusesWrites = false;

        await _release.UntilAsync(_id, one => one.Status is Status.RolledBack, "the end of the way back");
        Assert.Equal(0, WeightOfV2);
    }

    [Fact]
    public async Task A_confirmation_lets_the_way_back_go_on()
    {
        await SucceedAsync();
        await RestoreAsync(isRestored: false);
        var state = await _release!.UntilAsync(_id, one => one.Hold is not null, "the hold");

        await _release.CommandAsync(_id, new Command.Confirm("confirm", Root, "it is bad indeed", state.Position));

        await _release.UntilAsync(_id, one => one.Status is Status.RolledBack, "the end of the way back");
        Assert.Equal(0, WeightOfV2);
    }

    [Fact]
    public async Task A_rollback_by_a_person_acts_on_a_held_way_back_at_once()
    {
        await SucceedAsync();
        await RestoreAsync(isRestored: false);
        await _release!.UntilAsync(_id, one => one.Hold is not null, "the hold");

        await RollBackAsync("again");

        await _release.UntilAsync(_id, one => one.Status is Status.RolledBack, "the end of the way back");
        Assert.Equal(0, WeightOfV2);
    }

    [Fact]
    public async Task A_database_without_its_mark_is_held_until_it_is_acknowledged()
    {
        _kong!.RefusesWrites = true;
        await _release!.StopAsync();
        File.Delete(Path.Combine(_release.Data, MarkFile.FileName));
        await _release.StartAgainAsync();
        await _release.UntilAsync(_id, one => one.Hold?.Kind == StoreHoldKind.Unacknowledged, "the hold");

        await _release.StopAsync();
        await _release.StartAgainAsync(isRestored: true);
        await _release.UntilAsync(_id, one => one.Hold is null, "the release");
    }

    [Fact]
    public async Task A_restart_over_a_database_that_lost_nothing_holds_nothing()
    {
        _kong!.RefusesWrites = true;
        await _release!.StopAsync();
        await _release.StartAgainAsync();
        _kong.RefusesWrites = false;

        var state = await _release.UntilAsync(_id, one => one.Status is Status.RolledBack, "the end of the way back");
        Assert.Null(state.WentBack);
    }

    private int WeightOfV2 => KongGateway.Target(_kong!.Kong.Upstream("shop")!, "v2:80")!.Weight;

    private Task RollBackAsync(string key = "back") =>
        _release!.CommandAsync(_id, new Command.RollBack(key, Actor.Person("alice"), "it is bad"));

    /// <summary>The way back ends, and a retry of the same version succeeds.</summary>
    private async Task SucceedAsync()
    {
        await _release!.UntilAsync(_id, state => state.Status is Status.RolledBack, "the end of the way back");
        var retry = await _release.OpenAsync("2.0.0-retry", Route, Backends, Steps);
        var state = await _release.UntilAsync(
            retry,
            one => one is { Status: Status.Running, Instruction: Instruction.Approve },
            "the retry"
        );
        await _release.CommandAsync(retry, new Command.Promote("all", Root, "it is good", state.Position));
        await _release.UntilAsync(retry, one => one.Status is Status.Succeeded, "its success");
        Assert.Equal(100, WeightOfV2);
    }

    private async Task RestoreAsync(bool isRestored)
    {
        await _release!.StopAsync();
        MakeMarkOld();
        await RunAsync("Restore SQLite", _release.Data);
        await _release.StartAgainAsync(isRestored);
    }

    // A backup is older than a test takes; the mark remembers that the lost part is.
    private void MakeMarkOld()
    {
        var file = new MarkFile(Path.Combine(_release!.Data, MarkFile.FileName));
        var mark = file.Read()!;
        file.Write(
            mark with
            {
                Points = mark
                    .Points.Select(point => point with { At = point.At - TimeSpan.FromHours(1) })
                    .Append(new MarkPoint(mark.Points[^1].Counter + 100, mark.At))
                    .ToValueList(),
            }
        );
    }

    /// <summary>Runs the commands under a heading of docs/storage.md as they stand there.</summary>
    private async Task RunAsync(string heading, string data)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "storage.md"));
        var at = page.IndexOf($"# {heading}\n", StringComparison.Ordinal);
        var begin = page.IndexOf("```sh\n", at, StringComparison.Ordinal) + "```sh\n".Length;
        var script = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        var start = new ProcessStartInfo("sh", ["-euc", script])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment["DATA"] = data;
        start.Environment["BACKUP"] = _backup.Path;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }
}
