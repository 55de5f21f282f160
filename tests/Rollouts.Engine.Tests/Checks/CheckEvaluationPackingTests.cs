using FsCheck;
using FsCheck.Fluent;
using Rollouts.Engine.Checks;

namespace Rollouts.Engine.Tests.Checks;

public sealed class CheckEvaluationPackingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void What_is_packed_comes_back_as_it_was(int answers)
    {
        var evaluation = CheckEvaluations.After(answers);
        var packed = CheckEvaluationPacking.Pack(evaluation);

        var unpacked = CheckEvaluations.Unpack(packed)!;

        Assert.Equal(packed, CheckEvaluationPacking.Pack(unpacked));
        Assert.Equal(
            (evaluation.AskedUntil, evaluation.Generation, evaluation.Epoch, evaluation.Told),
            (unpacked.AskedUntil, unpacked.Generation, unpacked.Epoch, unpacked.Told)
        );
    }

    [Fact]
    public void Packing_in_between_changes_no_verdict()
    {
        var (kept, stored) = (CheckEvaluations.Begin(), CheckEvaluations.Begin());
        for (var i = 1; i <= 80; i++)
        {
            var (at, answer) = (
                CheckEvaluations.At(i),
                CheckEvaluations.Counted(i * 1000, i * 12, CheckEvaluations.At(i))
            );
            stored = CheckEvaluations.Unpack(CheckEvaluationPacking.Pack(stored))!;

            Assert.Equal(
                kept.Take(CheckEvaluations.Question(), answer, at),
                stored.Take(CheckEvaluations.Question(), answer, at)
            );
            Assert.Equal(kept.TakeFullPage()?.Count, stored.TakeFullPage()?.Count);
        }
    }

    [Fact]
    public void Nothing_is_nothing_to_go_on_with() => Assert.Null(CheckEvaluations.Unpack([]));

    [Fact]
    public void Bytes_of_another_build_are_nothing_to_go_on_with()
    {
        var packed = CheckEvaluationPacking.Pack(CheckEvaluations.After(answers: 3));
        packed[0]--;

        Assert.Null(CheckEvaluations.Unpack(packed));
    }

    [Fact]
    public void What_was_cut_off_anywhere_is_nothing_to_go_on_with()
    {
        var packed = CheckEvaluationPacking.Pack(CheckEvaluations.After(answers: 3));

        Assert.All(
            Enumerable.Range(0, packed.Length),
            length => Assert.Null(CheckEvaluations.Unpack(packed[..length]))
        );
    }

    [Fact]
    public void A_byte_that_was_changed_anywhere_is_found()
    {
        var packed = CheckEvaluationPacking.Pack(CheckEvaluations.After(answers: 3));

        Assert.All(
            Enumerable.Range(0, packed.Length),
            at =>
            {
                foreach (var flip in (byte[])[0x01, 0x80, 0xFF])
                {
                    byte[] changed = [.. packed];
                    changed[at] ^= flip;
                    Assert.Null(CheckEvaluations.Unpack(changed));
                }
            }
        );
    }

    [Fact]
    public void Garbage_is_nothing_to_go_on_with() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                garbage => CheckEvaluations.Unpack(garbage) is null && CheckEvaluations.Unpack([2, .. garbage]) is null
            )
            .QuickCheckThrowOnFailure();
}
