using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Tests.Connections;

/// <summary>What was written once, at a later start.</summary>
public sealed class StoredPartTests : ApiTest
{
    private string _more = "";

    protected override string Connections => _more;

    [Fact]
    public async Task Is_there_again_after_a_restart()
    {
        (await Administrator.PutAsync("connections/street", Releases.Mesh(Sandbox, Folder), Writing.New)).Is(201);

        await StartAgainAsync();

        var plan = Releases.Plan.Replace("connection: mesh", "connection: street", StringComparison.Ordinal);
        (await Administrator.PostAsync("plans", plan)).Is(201);
        Assert.Equal("1", (await Administrator.GetAsync("connections/street")).Is(200)["revision"]);
    }

    [Fact]
    public async Task One_that_this_build_cannot_read_is_left_out_and_told_and_can_be_mended()
    {
        await StoreAsync("connection/street", "wormhole: { depth: 3 }\n");

        await StartAgainAsync();

        var shown = (await Administrator.GetAsync("connections/street")).Is(200);
        Assert.Contains("cannot be read by this build", shown["problem"], StringComparison.Ordinal);
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);
        (await Administrator.PutAsync("connections/street", Releases.Mesh(Sandbox, Folder), Writing.Revision(1))).Is(
            200
        );
        Assert.Equal("router", (await Administrator.GetAsync("connections/street")).Is(200)["kind"]);
    }

    [Fact]
    public async Task One_that_the_file_has_come_to_hold_is_the_files_and_can_be_tidied_away()
    {
        (await Administrator.PutAsync("connections/ci", "hook: { address: 'https://a.example.com' }", Writing.New)).Is(
            201
        );
        _more = "  ci: { hook: { address: 'https://b.example.com' } }";

        await StartAgainAsync();

        var both = (await Administrator.GetAsync("connections"))
            .Is(200)
            .Json.EnumerateArray()
            .Where(view => view.GetProperty("name").GetString() == "ci")
            .ToList();
        Assert.Equal(["file", "api"], both.Select(view => view.GetProperty("from").GetString()));
        Assert.Contains("file", both[1].GetProperty("problem").GetString(), StringComparison.Ordinal);
        (await Administrator.PutAsync("connections/ci", "hook: {}", Writing.Revision(1))).IsRefused(
            409,
            "installation.in-file"
        );
        (await Administrator.DeleteAsync("connections/ci", Writing.Revision(1))).Is(200);
        Assert.Equal("file", (await Administrator.GetAsync("connections/ci")).Is(200)["from"]);
    }

    private async Task StoreAsync(string stream, string text)
    {
        var written = new InstallationEvent.Written(text);
        var entry = Recorder.Write(
            stream,
            1,
            written,
            Instant.From(DateTimeOffset.UnixEpoch),
            Actor.Person("somebody"),
            new Cause("write-installation", null),
            "an older build"
        );
        var state = StateText.Write(new WrittenPart { Revision = 1, Text = text });
        var streams = Host.Services.GetRequiredService<IStore>().Streams;
        await streams.CommitAsync(
            [new Commit { Writes = [new StreamWrite(new StreamName(stream), 0) { Entries = [entry], State = state }] }],
            default
        );
    }
}
