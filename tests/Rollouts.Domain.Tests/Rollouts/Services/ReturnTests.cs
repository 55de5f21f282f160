using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;

namespace Rollouts.Domain.Tests.Rollouts.Services;

/// <summary>Returns after a success, and retries.</summary>
public sealed class ReturnTests : ServiceTest
{
    [Fact]
    public void A_return_goes_back_to_what_was_stable_before_in_one_shift()
    {
        Succeed(Start(1)!);
        var second = Start(2)!;
        Succeed(second);

        var back = Return(second)!;
        Assert.Equal(
            ("green", "blue", "v1", 1),
            (
                back.Targets[0].Candidate.Value,
                back.Targets[0].Stable.Value,
                back.Version.Value,
                back.Steps.Instructions.Count
            )
        );
        Assert.Empty(back.Plan.Checks);
        Assert.Equal((back.Id, second.Id), (Service.UnderWay!.Id, back.ReturnOf));
    }

    [Fact]
    public void A_return_is_refused_with_the_reason_where_it_cannot_be()
    {
        var first = Start(1)!;
        Succeed(first);
        var second = Start(2)!;
        Succeed(second);

        Assert.Equal("service.not-the-newest", RefusalOfReturn(first));
        Assert.Equal("service.old-backend-gone", RefusalOfReturn(second, "main"));

        Begin(Start(3)!);
        Assert.Equal("service.busy", RefusalOfReturn(second));
    }

    [Fact]
    public void A_return_goes_ahead_of_whatever_waits()
    {
        var first = Start(1)!;
        Succeed(first);
        var second = Start(2)!;

        var back = Return(first)!;
        Assert.Equal((back.Id, second.Id), (Service.UnderWay!.Id, Service.Waiting!.Id));
    }

    [Fact]
    public void A_retry_has_the_old_snapshot_and_says_of_what_it_is_one()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        var again = Retry(first, 1, new Status.RolledBack(Play.Noon))!;
        Assert.Equal((first.Plan, first.Version, first.Id), (again.Plan, again.Version, again.RetryOf));
        Assert.NotEqual(first.Id, again.Id);
    }

    [Fact]
    public void A_retry_is_refused_with_the_reason_where_it_makes_no_sense()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        Retry(first, 1, new Status.Running());
        Assert.Equal("service.not-ended", Refusal);

        Retry(first, 1, new Status.Succeeded(Play.Noon, IsUnproven: false));
        Assert.Equal("service.succeeded-already", Refusal);

        Succeed(Start(2)!);
        Retry(first, 1, new Status.RolledBack(Play.Noon));
        Assert.Equal("service.newer-succeeded", Refusal);
    }

    [Fact]
    public void A_retry_keeps_the_authors_and_the_unknown_author_and_adds_its_caller()
    {
        var alice = Author.Of(Actors.Alice);
        var first = Take(
            ServiceDecider.Start(
                Service,
                Request(1, Plan, "blue", addsBackends: false) with
                {
                    CommitAuthors = [alice, new Author("nobody-gh", Id: null)],
                }
            )
        )!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));

        var again = Take(
            ServiceDecider.Retry(
                Service,
                first,
                1,
                new Status.RolledBack(Play.Noon),
                Request(91, Plan, "blue", addsBackends: false) with
                {
                    By = Actors.Bob,
                }
            )
        )!;

        Assert.True(first.HasUnknownAuthor);
        Assert.Equal([.. first.Authors, Author.Of(Actors.Bob)], again.Authors);
        Assert.True(again.HasUnknownAuthor);
    }

    [Fact]
    public void A_retry_inherits_every_part_of_the_old_terms_that_it_does_not_set_itself()
    {
        var first = Start(1)!;
        Begin(first);
        End(first, new Status.RolledBack(Play.Noon));
        var old = first with
        {
            HasUnknownAuthor = true,
            Provenance = new Provenance { Links = [] },
        };

        var again = Retry(old, 1, new Status.RolledBack(Play.Noon))!;

        string[] own =
        [
            nameof(RolloutSpec.Id),
            nameof(RolloutSpec.Targets),
            nameof(RolloutSpec.RetryOf),
            nameof(RolloutSpec.Authors),
        ];
        foreach (var property in typeof(RolloutSpec).GetProperties().Where(property => property.CanWrite))
        {
            if (!own.Contains(property.Name))
            {
                Assert.Equal(property.GetValue(old), property.GetValue(again));
            }
        }
    }
}
