namespace Rollouts.Domain.Rollouts;

public enum ActorKind
{
    Machine,
    Person,
    Pipeline,
}
