using Rollouts.Domain.Analysis;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Tests.Asking;

public sealed class InquiryTests
{
    [Fact]
    public void A_service_that_fails_too_often_is_found_out() =>
        Assert.Equal(Standing.Breach, Inquiries.After(answers: 30, errors: 50).Told);

    [Fact]
    public void A_service_that_does_well_is_no_breach() =>
        Assert.NotEqual(Standing.Breach, Inquiries.After(answers: 30, errors: 1).Told);

    [Fact]
    public void An_outage_of_the_source_leaves_no_gap()
    {
        var inquiry = Inquiries.After(answers: 3);
        var fault = new Fault(FaultKind.Unreachable, "the source is not there");

        inquiry.Take(Inquiries.Question(), new Answer<Reading>.Failed(fault), Inquiries.At(4));
        Assert.Equal(Inquiries.At(3), inquiry.AskedUntil);

        inquiry.Take(Inquiries.Question(), Inquiries.Counted(5000, 5, Inquiries.At(5)), Inquiries.At(5));
        Assert.Equal(Inquiries.At(5), inquiry.AskedUntil);
    }

    [Fact]
    public void The_verdict_of_a_source_that_fails_says_why_it_does()
    {
        var fault = new Fault(FaultKind.Denied, "the source does not know you");
        var inquiry = Inquiries.After(answers: 1);

        Verdict verdict = inquiry.Take(Inquiries.Question(), fault, Inquiries.At(100));

        Assert.Equal(Standing.SourceFailed, verdict.Standing);
        Assert.Equal("the source does not know you", verdict.Evidence.Sentence);
    }

    [Fact]
    public void Evidence_that_was_given_up_is_forgotten()
    {
        var inquiry = Inquiries.After(answers: 30, errors: 50);

        var verdict = inquiry.Take(
            Inquiries.Question(generation: 1),
            Inquiries.Counted(31_000, 1_500, Inquiries.At(31)),
            Inquiries.At(31)
        );

        Assert.NotEqual(Standing.Breach, verdict.Standing);
        Assert.Equal(1, inquiry.Generation);
    }

    [Fact]
    public void A_breach_outlives_the_next_shift()
    {
        var inquiry = Inquiries.After(answers: 30, errors: 50);

        var verdict = inquiry.Take(
            Inquiries.Question(epoch: 1),
            Inquiries.Counted(31_000, 1_500, Inquiries.At(31)),
            Inquiries.At(31)
        );

        Assert.Equal(Standing.Breach, verdict.Standing);
        Assert.Equal(1, inquiry.Epoch);
    }

    [Fact]
    public void A_full_page_is_handed_over_once()
    {
        var inquiry = Inquiries.After(answers: 60);

        Assert.Equal(60, inquiry.TakeFullPage()!.Count);
        Assert.Null(inquiry.TakeFullPage());
    }
}
