using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Access;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Tests.Plans;
using Rollouts.Storage.Serialization;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Actors are compared by issuer and subject, commands by caller, key and kind.</summary>
public sealed class IdentityTests
{
    private const string Issuer = "https://id.example.com";

    private static readonly AuthorDirectory Directory = new([
        new AuthorMapping(new ActorId(Issuer, "a1"), ["alice-gh"], ["alice@example.com", "alice@old.example.com"]),
    ]);

    [Theory]
    [InlineData("alice-gh")]
    [InlineData("Alice-GH")]
    [InlineData("ALICE@old.example.com")]
    public void An_author_who_is_named_by_a_mapped_login_or_address_may_not_approve(string author)
    {
        var play = Begun(count: 1, Directory.Find(author)).Approve(Person("a1", "alice@example.com"));

        Assert.Equal("rollout.author-may-not-approve", play.Refusal?.Code);
        Assert.Equal("Verify", play.Approve(Person("b1", "alice-gh")).StepNow);
    }

    [Theory]
    [InlineData("bob-gh")]
    [InlineData("a1")]
    [InlineData("alice@elsewhere.example.com")]
    public void An_author_who_matches_no_mapping_counts_as_unknown(string author) =>
        Assert.Null(Directory.Find(author).Id);

    [Fact]
    public void One_person_with_a_changed_address_counts_as_one_approver()
    {
        var play = Begun(count: 2).Approve(Person("c1", "carol@example.com"));

        play.Approve(Person("c1", "carol@new.example.com"));
        Assert.Equal(("rollout.already-approved", "Approve"), (play.Refusal?.Code, play.StepNow));

        Assert.Equal("Verify", play.Approve(Person("d1", "carol@example.com")).StepNow);
    }

    [Fact]
    public void One_person_whose_name_is_written_in_other_capitals_counts_as_one_approver()
    {
        var play = Begun(count: 2).Approve(Person("b1", "bob"));

        Assert.Equal("rollout.already-approved", play.Approve(Person("b1", "Bob")).Refusal?.Code);
    }

    [Fact]
    public void The_same_subject_of_another_issuer_is_another_person()
    {
        var play = Begun(count: 2).Approve(Person("b1", "bob"));
        var other = Person("b1", "bob") with { Id = new ActorId("https://other.example.com", "b1") };

        Assert.Equal("Verify", play.Approve(other).StepNow);
    }

    [Fact]
    public void The_owner_of_the_installation_approves_for_each_group_and_counts_as_one()
    {
        var owner = new Actor(ActorKind.Person, ActorId.Owner, "administrator", [], IsAdministrator: true);

        Assert.Equal("Verify", Begun(count: 1).Approve(owner).StepNow);
        Assert.Equal("rollout.already-approved", Begun(count: 2).Approve(owner).Approve(owner).Refusal?.Code);
    }

    [Fact]
    public void A_recorded_actor_is_read_back_with_its_identity()
    {
        var alice = Person("a1", "alice@example.com");

        Assert.Equal(alice, EventJson.ReadActor(EventJson.Write(alice)));
    }

    [Fact]
    public void A_rollback_takes_effect_although_another_caller_has_used_its_key()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)));

        play.See(new Command.RollBack("start-1", Actors.Alice, "it fails"));

        Assert.Equal((null, "RollingBack"), (play.Refusal, play.Status));
    }

    [Fact]
    public void A_key_that_its_caller_has_used_for_another_command_is_refused()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)));

        play.See(new Command.RollBack("start-1", Actors.Pipeline, "it fails"));

        Assert.Equal(("rollout.key-reused", "Running"), (play.Refusal?.Code, play.Status));
    }

    [Fact]
    public void A_command_that_is_sent_again_takes_effect_once()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)));
        var pause = new Command.Pause("k", Actors.Alice, "wait", play.State.Position);
        var version = play.See(pause).State.Version;

        Assert.Equal((null, version), (play.See(pause).Refusal, play.State.Version));
    }

    // Keys are drawn from very few, so that callers use each other's all the time.
    [Fact]
    public void Two_commands_of_two_callers_are_never_one() =>
        Prop.ForAll(
                Gen.Choose(0, 3).ArrayOf(12).Zip(Gen.Choose(0, 2).ArrayOf(12)).ToArbitrary(),
                drawn =>
                {
                    Actor[] callers = [Actors.Alice, Actors.Bob, Actors.Carol, Actors.Pipeline];
                    var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)));
                    HashSet<HandledCommand> sent = [];
                    foreach (var (caller, key) in drawn.Item1.Zip(drawn.Item2))
                    {
                        var before = play.State;
                        Command command =
                            play.Status == "Paused"
                                ? new Command.Resume($"k{key}", callers[caller], "on", before.Position)
                                : new Command.Pause($"k{key}", callers[caller], "off", before.Position);
                        var isRefused = sent.Any(known => known.By == command.By.Id && known.Key == command.Key);
                        play.See(command);
                        if (sent.Contains(command.Identity))
                        {
                            Assert.Equal(before, play.State);
                        }
                        else if (isRefused)
                        {
                            Assert.Equal(("rollout.key-reused", before), (play.Refusal?.Code, play.State));
                        }
                        else
                        {
                            Assert.NotEqual(before.Status.Name, play.Status);
                            sent.Add(command.Identity);
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static Actor Person(string subject, string name) =>
        new(ActorKind.Person, new ActorId(Issuer, subject), name, [Actors.Release], IsAdministrator: false);

    private static Play Begun(int count, params Author[] authors) =>
        Play.Of(
                Known.TermsOf(
                    Some.Canary(
                        Some.Shift(5),
                        new Step.Do(
                            new Instruction.Approve(
                                [Actors.Release],
                                count,
                                TimeSpan.FromHours(1),
                                TimeOutAction.RollBack,
                                NotByAuthor: true,
                                Once: false,
                                Some.Place
                            )
                        )
                    )
                ) with
                {
                    Authors = authors.ToValueList(),
                }
            )
            .Begin();
}
