using Rollouts.Domain.Triggers;

namespace Rollouts.Domain.Tests.Triggers;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("event.a == success", "success", true)]
    [InlineData("event.a == success", "Success", false)]
    [InlineData("event.a == 'two words'", "two words", true)]
    [InlineData("event.a == two words", "two words", true)]
    [InlineData("event.a != failure", "success", true)]
    [InlineData("event.a != failure", "failure", false)]
    [InlineData("event.a matches refs/tags/v*", "refs/tags/v1.2", true)]
    [InlineData("event.a matches refs/tags/v*", "refs/heads/main", false)]
    [InlineData("event.a matches *-rc?", "v1-rc2", true)]
    [InlineData("event.a matches *", "anything", true)]
    [InlineData("event.a matches v?", "v", false)]
    [InlineData("event.a in [published, released]", "released", true)]
    [InlineData("event.a in ['a b', c]", "a b", true)]
    [InlineData("event.a in [published]", "deleted", false)]
    public void Holds_or_does_not(string text, string given, bool holds) =>
        Assert.Equal(holds, Read(text).Holds(given));

    [Theory]
    [InlineData("event.a == x")]
    [InlineData("event.a != x")]
    [InlineData("event.a matches *")]
    [InlineData("event.a in [x]")]
    public void Is_satisfied_by_nothing_that_is_missing(string text) => Assert.False(Read(text).Holds(null));

    [Theory]
    [InlineData("")]
    [InlineData("event.a")]
    [InlineData("event.a ==")]
    [InlineData("event.a = x")]
    [InlineData("a == x")]
    [InlineData("event. == x")]
    [InlineData("event..a == x")]
    [InlineData("event.a$b == x")]
    [InlineData("event.a in published")]
    [InlineData("event.a in []")]
    [InlineData("event.a in [a,,b]")]
    [InlineData("event.a.b.c.d.e.f.g.h.i.j.k == x")]
    public void Is_refused_where_it_is_none(string text) => Assert.False(Condition.TryParse(text, out _));

    [Fact]
    public void Costs_little_however_hostile_the_text_is()
    {
        var text = new string('a', 4000);
        var pattern = string.Concat(Enumerable.Repeat("a*", 200)) + "b";

        Assert.False(Read($"event.a matches {pattern}").Holds(text));
    }

    private static Condition Read(string text)
    {
        Assert.True(Condition.TryParse(text, out var condition), text);
        return condition;
    }
}
