// Each test has machines of its own and spends most of its time waiting for them.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
