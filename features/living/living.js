{
  const tag = document.getElementById("tag");
  listScenarios((scenario) => tag.value === "" || scenario.dataset.tags.split(" ").includes(tag.value));
}
