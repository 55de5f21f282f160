using Rollouts.Integrations.Outside;
using Rollouts.Storage;

namespace Rollouts.Integrations.Tests.Outside;

/// <summary>What others wrote stands on one line of a log, and looks like no other line.</summary>
public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("all is well", "'all is well'")]
    [InlineData("first\nsecond", "'first second'")]
    [InlineData("first\r\n2026-11-28 info: forged", "'first 2026-11-28 info: forged'")]
    [InlineData("\u001b[2Jcleared\u0007", "'[2Jcleared '")]
    [InlineData("one\u2028two\u2029three\u0085four", "'one two three four'")]
    [InlineData("\0", "nothing")]
    [InlineData("", "nothing")]
    public void Is_one_line_without_control_characters(string text, string said) =>
        Assert.Equal(said, ForeignText.Quoted(text));

    [Theory]
    [InlineData(298)]
    [InlineData(299)]
    [InlineData(300)]
    public void Is_never_cut_within_a_character_since_no_store_keeps_half_of_one(int before)
    {
        var said = ForeignText.Quoted(new string('x', before) + "\U0001F600 and more");

        Assert.True(StoredText.CanBeKept(said));
        Assert.True(StoredText.CanBeKept(ForeignText.Quoted("one \ud83d two")));
    }

    [Fact]
    public void Is_cut_where_it_is_long()
    {
        var said = ForeignText.Quoted(new string('x', 100_000));

        Assert.EndsWith("...'", said, StringComparison.Ordinal);
        Assert.True(said.Length < 320);
    }
}
