using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Ci;

namespace Rollouts.Integrations.Tests.Ci;

public sealed class RegistryTests : IDisposable
{
    private const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly TempFolder _folder = new();
    private readonly ICiSender _sender;

    public RegistryTests() =>
        _sender = Announced.Sender(
            $"registry: {{ bearer: {{ file: '{_folder.Write("new", "right")}' }}, "
                + $"previous: {{ file: '{_folder.Write("old", "before")}' }} }}"
        );

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Bearer right", true)]
    [InlineData("Bearer before", true)]
    [InlineData("Bearer wrong", false)]
    [InlineData("Bearer ", false)]
    [InlineData("right", false)]
    [InlineData("Basic right", false)]
    public async Task Takes_a_token_that_was_agreed(string header, bool isTaken) =>
        Assert.Equal(
            isTaken,
            await Announced.IsTakenAsync(_sender, Announced.Message("{}", ("Authorization", header)))
        );

    [Theory]
    [InlineData("push", Manifest, "v1", true)]
    [InlineData("push", "application/vnd.oci.image.index.v1+json", "v1", true)]
    [InlineData("push", Manifest, "", false)]
    [InlineData("push", "application/octet-stream", "v1", false)]
    [InlineData("push", "application/vnd.docker.image.rootfs.diff.tar.gzip", "", false)]
    [InlineData("pull", Manifest, "v1", false)]
    [InlineData("delete", Manifest, "v1", false)]
    [InlineData("mount", Manifest, "v1", false)]
    public void A_manifest_with_a_tag_that_was_pushed_is_a_version(
        string action,
        string type,
        string tag,
        bool isOne
    ) => Assert.Equal(isOne ? 1 : 0, Announced.Events(_sender, Announced.Message(Event(action, type, tag))).Count);

    [Fact]
    public void Its_fields_are_those_of_the_event()
    {
        var happened = Assert.Single(Announced.Events(_sender, Announced.Message(Event("push", Manifest, "v1"))));

        Assert.Equal(("push", "e1"), (happened.Kind, happened.Delivery));
        Assert.Equal("v1", happened.Field(Path("event.target.tag")));
        Assert.Equal("527", happened.Field(Path("event.target.size")));
        Assert.Null(happened.Field(Path("event.target")));
        Assert.Null(happened.Field(Path("event.target.0")));
        Assert.Null(happened.Field(Path("event.other.thing")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"events":{}}""")]
    [InlineData("")]
    public void Says_what_it_cannot_read(string body) =>
        Assert.IsType<CiReading.Unreadable>(_sender.Read(Announced.Message(body)));

    private static FieldPath Path(string text) =>
        FieldPath.TryParse(text, out var path) ? path : throw new ArgumentException(text, nameof(text));

    private static string Event(string action, string type, string tag) =>
        $$$"""
            {"events":[{"id":"e1","timestamp":"2026-11-21T10:00:00Z","action":"{{{action}}}","target":{"mediaType":"{{{type}}}",
            "size":527,"digest":"sha256:aa","repository":"shop","tag":"{{{tag}}}"}}]}
            """;
}
