using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Plans.Revisions;

namespace Rollouts.Domain.Tests.Plans.Revisions;

public sealed class LineDiffTests
{
    [Fact]
    public void Tells_what_was_taken_out_and_put_in() =>
        Assert.Equal([" a", "-b", "+x", " c", "+d"], LineDiff.Of("a\nb\nc\n", "a\nx\nc\nd\n"));

    [Fact]
    public void Says_nothing_new_of_the_same() => Assert.Equal([" a", " b"], LineDiff.Of("a\nb", "a\nb"));

    [Fact]
    public void Gives_both_texts_back()
    {
        var lines = Gen.Elements("a", "b", "c").ListOf();
        Prop.ForAll(
                lines.ToArbitrary(),
                lines.ToArbitrary(),
                (before, after) =>
                {
                    var (left, right) = (string.Join('\n', before), string.Join('\n', after));
                    var told = LineDiff.Of(left, right);
                    return Side(told, '-') == left && Side(told, '+') == right;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static string Side(IEnumerable<string> told, char sign) =>
        string.Join('\n', told.Where(line => line[0] == ' ' || line[0] == sign).Select(line => line[1..]));
}
