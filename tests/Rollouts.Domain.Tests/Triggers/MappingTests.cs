using Rollouts.Domain.Triggers;

namespace Rollouts.Domain.Tests.Triggers;

public sealed class MappingTests
{
    private static readonly Trigger Release = new()
    {
        Name = new TriggerName("releases"),
        From = new ConnectionName("hub"),
        On = ["release.published"],
        When = [When("event.draft == false")],
        Service = Text("${event.name}"),
        Environment = Text("prod"),
        Version = Text("${event.tag}"),
        Reason = Text("release ${event.tag} by ${event.by}"),
        Authors = [Text("${event.by}")],
        Links = [new TriggerLink("release", Text("${event.url}"))],
    };

    [Fact]
    public void An_event_announces_a_version()
    {
        var it = Fired(("draft", "false"), ("name", "shop"), ("tag", "v1"), ("by", "ann"), ("url", "https://a.b/c"));

        Assert.Equal(
            (new ServiceName("shop"), new EnvironmentName("prod"), new VersionName("v1"), "release v1 by ann"),
            (it.Service, it.Environment, it.Version, it.Reason)
        );
        Assert.Equal(["ann"], it.Authors);
        Assert.Equal([new Link("release", "https://a.b/c")], it.Links);
        Assert.False(it.HasUnknownAuthor);
    }

    [Fact]
    public void A_condition_that_does_not_hold_lets_it_pass()
    {
        var (outcome, findings) = Mapping.Of(Release, Fields(("draft", "true")));

        Assert.Equal("'event.draft == false' does not hold: 'true'", Assert.IsType<Outcome.Passes>(outcome).Why);
        Assert.Equal([new Finding("when[0]", "event.draft == false", "true", IsUsable: false)], findings);
    }

    [Theory]
    [InlineData("../etc", "v1")]
    [InlineData("shop", "v1 --force")]
    [InlineData("shop", "v1\"}")]
    [InlineData("shop", "v1\u202e")]
    [InlineData("ѕhop", "v1")]
    [InlineData("shop", "..")]
    public void What_can_be_no_name_starts_nothing(string service, string version) =>
        Assert.IsType<Outcome.Fails>(
            Mapping.Of(Release, Fields(("draft", "false"), ("name", service), ("tag", version))).Outcome
        );

    [Fact]
    public void A_missing_version_is_said() =>
        Assert.Equal(
            "the event has no value for the version, '${event.tag}'",
            Assert.IsType<Outcome.Fails>(Mapping.Of(Release, Fields(("draft", "false"), ("name", "shop"))).Outcome).Why
        );

    [Fact]
    public void An_author_whom_nobody_names_is_unknown()
    {
        var it = Fired(("draft", "false"), ("name", "shop"), ("tag", "v1"));

        Assert.Empty(it.Authors);
        Assert.True(it.HasUnknownAuthor);
        Assert.Equal("announced", it.Reason);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@a.b/")]
    [InlineData("//a.b/c")]
    [InlineData("https://a.b/\"onclick=")]
    [InlineData("file:///etc/passwd")]
    public void What_is_no_address_of_the_web_becomes_no_link(string url) =>
        Assert.Empty(Fired(("draft", "false"), ("name", "shop"), ("tag", "v1"), ("url", url)).Links);

    [Fact]
    public void What_stands_in_the_log_can_forge_no_line_of_it()
    {
        var it = Fired(
            ("draft", "false"),
            ("name", "shop"),
            ("tag", "v1"),
            ("by", "ann\n\u202eeve\ud800" + new string('x', 2000))
        );

        Assert.DoesNotContain(it.Reason, c => char.IsControl(c) || char.IsSurrogate(c) || c == '\u202e');
        Assert.Equal(1000, it.Reason.Length);
    }

    private static Announcement Fired(params (string Name, string Value)[] fields) =>
        Assert.IsType<Outcome.Fires>(Mapping.Of(Release, Fields(fields)).Outcome).Announcement;

    private static Fields Fields(params (string Name, string Value)[] fields) =>
        path => fields.Where(field => "event." + field.Name == path.Text).Select(field => field.Value).FirstOrDefault();

    private static TriggerText Text(string text) =>
        TriggerText.TryParse(text, out var parsed) ? parsed : throw new ArgumentException(text, nameof(text));

    private static Condition When(string text) =>
        Condition.TryParse(text, out var parsed) ? parsed : throw new ArgumentException(text, nameof(text));
}
