using Rollouts.Domain.Triggers;

namespace Rollouts.Domain.Tests.Triggers;

public sealed class TriggerTextTests
{
    [Theory]
    [InlineData("shop", "shop")]
    [InlineData("${event.ref}", "refs/tags/v1.2")]
    [InlineData("${event.ref | after refs/tags/}", "v1.2")]
    [InlineData("${event.ref | after refs/heads/}", "refs/tags/v1.2")]
    [InlineData("${event.ref | before /tags}", "refs")]
    [InlineData("${event.sha | first 7}", "0123456")]
    [InlineData("${event.name | lower}", "shop")]
    [InlineData("${event.ref | after refs/ | after tags/ | before .}", "v1")]
    [InlineData("a ${event.name} of ${event.sha|first 2}!", "a SHOP of 01!")]
    [InlineData("$${event.ref}", "${event.ref}")]
    [InlineData("$5 {event.ref}", "$5 {event.ref}")]
    public void Is_filled(string text, string filled) => Assert.Equal(filled, Read(text).Fill(Given));

    [Theory]
    [InlineData("${event.nothing}")]
    [InlineData("v${event.nothing | first 2}")]
    public void Comes_to_nothing_where_a_field_is_missing(string text) => Assert.Null(Read(text).Fill(Given));

    [Fact]
    public void Takes_no_fields_from_what_a_field_holds() =>
        Assert.Equal("${event.ref}", Read("${event.sly}").Fill(Given));

    [Theory]
    [InlineData("")]
    [InlineData("${event.ref")]
    [InlineData("${ref}")]
    [InlineData("${event.ref | upper}")]
    [InlineData("${event.ref | first 0}")]
    [InlineData("${event.ref | first 1000}")]
    [InlineData("${event.ref | after}")]
    [InlineData("two\nlines")]
    [InlineData("${event.a|lower|lower|lower|lower|lower|lower}")]
    public void Is_refused_with_a_reason(string text)
    {
        Assert.False(TriggerText.TryParse(text, out _));
        Assert.NotNull(TriggerText.Complaint(text));
    }

    private static TriggerText Read(string text)
    {
        Assert.True(TriggerText.TryParse(text, out var parsed), TriggerText.Complaint(text));
        return parsed;
    }

    private static string? Given(FieldPath path) =>
        path.Text switch
        {
            "event.ref" => "refs/tags/v1.2",
            "event.sha" => "0123456789abcdef",
            "event.name" => "SHOP",
            "event.sly" => "${event.ref}",
            _ => null,
        };
}
