{
  const chosen = (name) => all(`input[name=${name}]:checked`).map((box) => box.value);
  listScenarios((scenario) => {
    const outcomes = chosen("outcome");
    const ways = chosen("way");
    const runs = all(".run", scenario);
    runs.forEach((run) => { run.hidden = !(outcomes.includes(run.dataset.outcome) && ways.includes(run.dataset.way)); });
    return !runs.every((run) => run.hidden);
  });
}
