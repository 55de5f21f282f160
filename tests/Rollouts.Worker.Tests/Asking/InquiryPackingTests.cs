using FsCheck;
using FsCheck.Fluent;
using Rollouts.Worker.Asking;

namespace Rollouts.Worker.Tests.Asking;

public sealed class InquiryPackingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void What_is_packed_comes_back_as_it_was(int answers)
    {
        var inquiry = Inquiries.After(answers);
        var packed = InquiryPacking.Pack(inquiry);

        var unpacked = Inquiries.Unpack(packed)!;

        Assert.Equal(packed, InquiryPacking.Pack(unpacked));
        Assert.Equal(
            (inquiry.AskedUntil, inquiry.Generation, inquiry.Epoch, inquiry.Told),
            (unpacked.AskedUntil, unpacked.Generation, unpacked.Epoch, unpacked.Told)
        );
    }

    [Fact]
    public void Packing_in_between_changes_no_verdict()
    {
        var (kept, stored) = (Inquiries.Begin(), Inquiries.Begin());
        for (var i = 1; i <= 80; i++)
        {
            var (at, answer) = (Inquiries.At(i), Inquiries.Counted(i * 1000, i * 12, Inquiries.At(i)));
            stored = Inquiries.Unpack(InquiryPacking.Pack(stored))!;

            Assert.Equal(kept.Take(Inquiries.Question(), answer, at), stored.Take(Inquiries.Question(), answer, at));
            Assert.Equal(kept.TakeFullPage()?.Count, stored.TakeFullPage()?.Count);
        }
    }

    [Fact]
    public void Nothing_is_nothing_to_go_on_with() => Assert.Null(Inquiries.Unpack([]));

    [Fact]
    public void Bytes_of_another_build_are_nothing_to_go_on_with()
    {
        var packed = InquiryPacking.Pack(Inquiries.After(answers: 3));
        packed[0]--;

        Assert.Null(Inquiries.Unpack(packed));
    }

    [Fact]
    public void What_was_cut_off_anywhere_is_nothing_to_go_on_with()
    {
        var packed = InquiryPacking.Pack(Inquiries.After(answers: 3));

        Assert.All(Enumerable.Range(0, packed.Length), length => Assert.Null(Inquiries.Unpack(packed[..length])));
    }

    [Fact]
    public void A_byte_that_was_changed_anywhere_is_found()
    {
        var packed = InquiryPacking.Pack(Inquiries.After(answers: 3));

        Assert.All(
            Enumerable.Range(0, packed.Length),
            at =>
            {
                foreach (var flip in (byte[])[0x01, 0x80, 0xFF])
                {
                    byte[] changed = [.. packed];
                    changed[at] ^= flip;
                    Assert.Null(Inquiries.Unpack(changed));
                }
            }
        );
    }

    [Fact]
    public void Garbage_is_nothing_to_go_on_with() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                garbage => Inquiries.Unpack(garbage) is null && Inquiries.Unpack([2, .. garbage]) is null
            )
            .QuickCheckThrowOnFailure();
}
