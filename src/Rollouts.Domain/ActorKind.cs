namespace Rollouts.Domain;

public enum ActorKind
{
    Machine,
    Person,
    Pipeline,
}
